-- The division to the cent (largest remainder), once for all that is divided.

-- One step of FNV-1a: x * 1099511628211 mod 2^64, in halves of 32 bits, because a product beyond 64 bits is
-- an error here (rightly) and 128 bits are ten times slower.
CREATE TEMP MACRO times_fnv_prime(x) AS
    ((((x & 16777215) << 8) + (x >> 32) * 435 + (((x & 4294967295) * 435) >> 32)) & 4294967295) * 4294967296
    + (((x & 4294967295) * 435) & 4294967295);

-- fnv1a64 of a text of ASCII, which ids and codes are here.
CREATE TEMP MACRO fnv1a64(bytes) AS list_reduce(
    list_transform(string_split(bytes, ''), lambda c: ascii(c)::UBIGINT),
    lambda hash, byte: times_fnv_prime(xor(hash, byte)),
    14695981039346656037::UBIGINT);

-- Divides the `whole` (not negative) of each `division` over rows that stand for `n` keys of one `weight`
-- each; `total` is the sum of weight * n. Adds `share`, what each of those keys gets, and `torn`: where the
-- border of the cents left over runs through keys with one remainder, the number of them that get one cent
-- more. Only those need their hashes.
CREATE TEMP MACRO divide(weights) AS TABLE
WITH floors AS (
    SELECT *, whole * weight // total AS base, whole * weight % total AS rest
    FROM query_table(weights)
), ranked AS (
    SELECT *,
        whole - sum(base * n) OVER (PARTITION BY division) AS cents,
        sum(n) OVER (PARTITION BY division ORDER BY rest DESC) AS upto,
        sum(n) OVER (PARTITION BY division ORDER BY rest DESC
            RANGE BETWEEN CURRENT ROW AND CURRENT ROW) AS equals
    FROM floors
)
SELECT * EXCLUDE (base, rest, cents, upto, equals),
    base + (upto <= cents)::INT AS share,
    CASE WHEN cents BETWEEN upto - equals + 1 AND upto - 1 THEN cents - upto + equals END AS torn
FROM ranked;
