//! What follows from a set of linear equations: elimination over exact fractions.

/// A fraction in lowest terms with a positive denominator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Ratio(i128, i128);

impl Ratio {
    fn new(above: i128, below: i128) -> Ratio {
        let (mut a, mut b) = (above.abs(), below.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let common = a.max(1) * below.signum();
        Ratio(above / common, below / common)
    }

    fn minus_product(self, one: Ratio, other: Ratio) -> Ratio {
        let (above, below) = (one.0 * other.0, one.1 * other.1);
        Ratio::new(self.0 * below - above * self.1, self.1 * below)
    }

    fn over(self, by: Ratio) -> Ratio {
        Ratio::new(self.0 * by.1, self.1 * by.0)
    }
}

/// Equations over unknowns, by their coefficients: the amounts on the right do not matter to what follows.
pub struct Equations {
    unknowns: usize,
    /// Each with the unknown it is solved for, which has coefficient 1 and stands in no other row.
    rows: Vec<(usize, Vec<Ratio>)>,
}

impl Equations {
    pub fn new(unknowns: usize) -> Equations {
        Equations { unknowns, rows: Vec::new() }
    }

    fn rest(&self, coefficients: &[(usize, i128)]) -> Vec<Ratio> {
        let mut row = vec![Ratio(0, 1); self.unknowns];
        for (unknown, coefficient) in coefficients {
            row[*unknown] = Ratio(row[*unknown].0 + coefficient, 1);
        }
        for (pivot, known) in &self.rows {
            let factor = row[*pivot];
            if factor.0 != 0 {
                row.iter_mut().zip(known).for_each(|(cell, other)| *cell = cell.minus_product(factor, *other));
            }
        }
        row
    }

    /// Adds what was learnt.
    pub fn learn(&mut self, coefficients: &[(usize, i128)]) {
        let mut row = self.rest(coefficients);
        let Some(pivot) = row.iter().position(|cell| cell.0 != 0) else { return };
        let by = row[pivot];
        row.iter_mut().for_each(|cell| *cell = cell.over(by));
        for (_, known) in &mut self.rows {
            let factor = known[pivot];
            if factor.0 != 0 {
                known.iter_mut().zip(&row).for_each(|(cell, other)| *cell = cell.minus_product(factor, *other));
            }
        }
        self.rows.push((pivot, row));
    }

    /// Whether a sum follows from what was learnt.
    pub fn give(&self, coefficients: &[(usize, i128)]) -> bool {
        self.rest(coefficients).iter().all(|cell| cell.0 == 0)
    }
}

#[test]
fn the_attacker_can_subtract() {
    let mut equations = Equations::new(3);
    equations.learn(&[(0, 1), (1, 1), (2, 1)]);
    equations.learn(&[(0, 1), (1, -1)]);
    assert!(!equations.give(&[(2, 1)]));
    assert!(equations.give(&[(0, 2), (2, 1)]));
    equations.learn(&[(1, 1)]);
    assert!(equations.give(&[(2, 1)]) && equations.give(&[(0, 1)]));
}
