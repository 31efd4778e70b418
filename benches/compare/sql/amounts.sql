-- From typed tables to the amounts of participants: the steps of a run on the basis "accepted" (variables
-- `year`, `budget` in cents, `budget_salt` and `percentage_e6` come from the command and the model).

-- Who is read as whom: mergers of the year and before, along the chain.
CREATE TEMP TABLE successors AS
WITH RECURSIVE walk AS (
    SELECT participant, participant AS heir FROM participants
    UNION ALL
    SELECT walk.participant, next.merged_into
    FROM walk JOIN participants AS next ON next.participant = walk.heir
    WHERE year(next.merged_on) <= getvariable('year')
)
SELECT walk.participant, walk.heir
FROM walk JOIN participants AS last ON last.participant = walk.heir
WHERE last.merged_into IS NULL OR year(last.merged_on) > getvariable('year');

-- Deliveries that count nowhere in the year: replaced ones, and those settled in another year. One without a
-- row of its own takes the year of the nearest it replaces.
CREATE TEMP TABLE uncounted AS
WITH RECURSIVE links AS (
    SELECT delivery_id, replaces FROM deliveries WHERE replaces IS NOT NULL
), chains AS (
    SELECT delivery_id, replaces AS ancestor FROM links ANTI JOIN settled USING (delivery_id)
    UNION ALL
    SELECT chains.delivery_id, links.replaces
    FROM chains JOIN links ON links.delivery_id = chains.ancestor
    WHERE chains.ancestor NOT IN (SELECT delivery_id FROM settled)
)
SELECT replaces AS delivery_id FROM links
UNION
SELECT delivery_id FROM settled WHERE year <> getvariable('year')
UNION
SELECT chains.delivery_id
FROM chains JOIN settled ON settled.delivery_id = chains.ancestor
WHERE settled.year <> getvariable('year');

-- The integral tariff of every day of the year; an insurer's own beats its concern's. Some 40,000 rows, and
-- every lookup is an equality.
CREATE TEMP TABLE tariffs AS
SELECT insurer, performance, severity, day::DATE AS date, arg_max(tariff, party = insurer::VARCHAR) AS tariff
FROM insurers
JOIN integral_tariffs ON party = insurer::VARCHAR OR party = concern
JOIN generate_series(make_date(getvariable('year'), 1, 1), make_date(getvariable('year'), 12, 31),
    INTERVAL 1 DAY) AS days(day) ON day BETWEEN valid_from AND valid_to
GROUP BY ALL;

-- Claims that are not void, what the insurer accepted, and whether they are in the run.
CREATE TEMP TABLE living AS
WITH states AS (
    SELECT claim_id, kind, amount
    FROM events
    WHERE kind <> 'paid'
    QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY date DESC, event_id DESC) = 1
)
SELECT claims.rowid AS claim, episode_id, bundle, claims.date, insurer, performance,
    coalesce(kind = 'accepted', false) AND year(claims.date) = getvariable('year') AS in_run,
    coalesce(states.amount, round(quantity * tariff, 2)) AS amount
FROM claims
JOIN performances USING (performance)
LEFT JOIN states USING (claim_id)
LEFT JOIN tariffs USING (insurer, performance, severity, date)
WHERE kind IS NULL OR kind NOT IN ('rejected', 'withdrawn');

-- Which deliveries a claim of the run covers: those after the claim before it of its episode and bundle, up
-- to its own date; the last one also all that come later. Of several on one day only the smallest id. Nearly
-- always there is one.
CREATE TEMP TABLE covers AS
WITH groups AS (
    SELECT episode_id, bundle, count(*) AS n, any_value(claim) AS single, any_value(in_run) AS single_in_run
    FROM living GROUP BY ALL
), days AS (
    SELECT living.episode_id, living.bundle, living.date,
        arg_min(living.claim, claim_text) AS claim, arg_min(in_run, claim_text) AS in_run
    FROM living JOIN groups USING (episode_id, bundle) JOIN claim_texts ON claim_texts.claim = living.claim
    WHERE n > 1 GROUP BY ALL
), spans AS (
    SELECT episode_id, bundle, claim, in_run,
        coalesce(lag(date) OVER spans, DATE '0001-01-01') AS after,
        CASE WHEN lead(date) OVER spans IS NULL THEN DATE '9999-12-31' ELSE date END AS until
    FROM days WINDOW spans AS (PARTITION BY episode_id, bundle ORDER BY date)
)
SELECT episode_id, bundle, single AS claim, DATE '0001-01-01' AS after, DATE '9999-12-31' AS until
FROM groups WHERE n = 1 AND single_in_run
UNION ALL
SELECT episode_id, bundle, claim, after, until FROM spans WHERE in_run;

-- What each participant's deliveries in a claim are worth, in cents. A quantity of zero is worth nothing, so
-- that it need not be filtered out (which would mislead the optimiser about the size of the table).
CREATE TEMP TABLE values_in_claims AS
WITH general AS (FROM shadow_tariffs WHERE participant IS NULL)
SELECT claim, heir AS participant,
    (100 * sum(round(quantity * coalesce(own.tariff, general.tariff), 2)::DECIMAL(9, 2)))::BIGINT AS value,
    bool_or(coalesce(own.tariff, general.tariff) IS NULL AND quantity > 0) AS lacks_price
FROM deliveries
ANTI JOIN uncounted USING (delivery_id)
JOIN activities USING (activity)
JOIN covers ON covers.episode_id = deliveries.episode_id
    AND covers.bundle = coalesce(deliveries.bundle, activities.bundle)
    AND deliveries.date > after AND deliveries.date <= until
JOIN successors USING (participant)
LEFT JOIN shadow_tariffs AS own ON own.activity = deliveries.activity AND own.participant = heir
    AND deliveries.date BETWEEN own.valid_from AND own.valid_to
LEFT JOIN general ON general.activity = deliveries.activity
    AND deliveries.date BETWEEN general.valid_from AND general.valid_to
GROUP BY ALL;

-- The claims of the run; those that lack a tariff or a price are held.
CREATE TEMP TABLE revenue AS
SELECT claim, insurer, performance, (100 * amount)::BIGINT AS amount
FROM living
WHERE in_run AND living.amount IS NOT NULL
    AND claim NOT IN (SELECT claim FROM values_in_claims WHERE lacks_price);

-- Ceilings. Claims of one amount get the same share of what is above, but for those at the border: so a few
-- thousand amounts are divided, not half a million claims. Two contracts over one claim would have to follow
-- each other.
CREATE TEMP TABLE ceilings AS
SELECT insurer, performances.performance, ceiling,
    'ceiling' || chr(31) || party || chr(31) || coalesce(contracts.performance::VARCHAR, '') || chr(31)
        AS salt
FROM contracts
JOIN insurers ON party = insurer::VARCHAR OR party = concern
JOIN performances ON contracts.performance IS NULL OR contracts.performance = performances.performance
WHERE year = getvariable('year') AND ceiling IS NOT NULL;

SELECT error('more than one ceiling over a claim')
FROM ceilings GROUP BY insurer, performance HAVING count(*) > 1;

CREATE TEMP TABLE above_ceilings AS
WITH counted AS (
    SELECT salt, any_value(ceiling) AS ceiling, amount AS weight, count(*) AS n
    FROM revenue JOIN ceilings USING (insurer, performance)
    WHERE amount > 0 GROUP BY ALL
), summed AS (
    SELECT *, sum(weight * n) OVER (PARTITION BY salt) AS total FROM counted
)
SELECT salt AS division, weight, n, total, greatest(0, total - (100 * ceiling)::BIGINT) AS whole FROM summed;

CREATE TEMP TABLE capped AS
WITH shares AS (FROM divide('above_ceilings')),
unlucky AS (
    SELECT claim
    FROM revenue
    JOIN ceilings USING (insurer, performance)
    JOIN shares ON division = salt AND weight = amount AND torn IS NOT NULL
    JOIN claim_texts USING (claim)
    QUALIFY row_number() OVER (PARTITION BY salt ORDER BY fnv1a64(salt || claim_text), claim_text) <= torn
)
SELECT claim, insurer, performance,
    (amount - coalesce(share, 0) - (claim IN (FROM unlucky))::INT)::BIGINT AS amount
FROM revenue
LEFT JOIN ceilings USING (insurer, performance)
LEFT JOIN shares ON division = salt AND weight = amount;

-- The slices: organisation costs as a budget over all claims, then a fund as a percentage of what is left.
CREATE TEMP TABLE for_budget AS
WITH counted AS (SELECT amount AS weight, count(*) AS n FROM capped WHERE amount > 0 GROUP BY ALL),
summed AS (SELECT *, sum(weight * n) OVER () AS total FROM counted)
SELECT true AS division, weight, n, total, least(total, getvariable('budget')) AS whole FROM summed;

CREATE TEMP TABLE net AS
WITH shares AS (FROM divide('for_budget')),
unlucky AS (
    SELECT claim
    FROM capped
    JOIN shares ON weight = amount AND torn IS NOT NULL
    JOIN claim_texts USING (claim)
    QUALIFY row_number() OVER (ORDER BY fnv1a64(getvariable('budget_salt') || claim_text), claim_text) <= torn
), left_over AS (
    SELECT claim, insurer, performance,
        (amount - coalesce(share, 0) - (claim IN (FROM unlucky))::INT)::BIGINT AS amount
    FROM capped LEFT JOIN shares ON weight = amount
)
SELECT claim, insurer, performance,
    amount - greatest(0, (amount * getvariable('percentage_e6') + 50000000) // 100000000) AS amount
FROM left_over;

-- Every claim over its participants by value. One participant gets all. Of two with a cent left, it goes to
-- the one that is due more than half of it. Only what remains goes the general way.
CREATE TEMP TABLE by_value AS
WITH weights AS (SELECT claim, participant, value FROM values_in_claims WHERE value > 0),
totals AS (SELECT claim, sum(value)::BIGINT AS total, count(*) AS keys FROM weights GROUP BY claim)
SELECT claim, performance, participant, sign(amount) AS sign, abs(amount) AS whole, value AS weight, total,
    keys, keys = 1 OR (keys = 2 AND 2 * (abs(amount) * value % total) <> total) AS simple
FROM weights JOIN totals USING (claim) JOIN net USING (claim);

CREATE TEMP VIEW by_rank AS
SELECT claim AS division, participant, sign, whole, weight, total, 1 AS n FROM by_value WHERE NOT simple;

CREATE TEMP TABLE ranked AS FROM divide('by_rank');

-- Pools: claims whose deliveries are worth nothing, by performance and insurer, and every adjustment. Divided
-- by the values of all claims of the performance, or of all claims where there are none.
CREATE TEMP TABLE pool_weights AS
SELECT performance, participant, sum(weight) AS weight
FROM by_value GROUP BY GROUPING SETS ((performance, participant), (participant));

CREATE TEMP TABLE pooled AS
WITH pools AS (
    SELECT performance, insurer, sum(amount) AS amount, '' AS id
    FROM net WHERE claim NOT IN (SELECT claim FROM by_value) GROUP BY ALL
    UNION ALL
    SELECT performance, insurer, 100 * amount, adjustment_id
    FROM adjustments WHERE year(date) = getvariable('year')
), salted AS (
    SELECT id, amount::BIGINT AS amount,
        'pool' || chr(31) || '*' || chr(31) || coalesce(performance::VARCHAR, '-') || chr(31)
            || coalesce(insurer::VARCHAR, '-') || chr(31) AS salt,
        CASE WHEN performance IN (SELECT performance FROM pool_weights) THEN performance END AS performance
    FROM pools
)
SELECT salt || id AS division, salt, participant, sign(amount) AS sign, abs(amount)::HUGEINT AS whole,
    weight, 1 AS n,
    sum(weight) OVER (PARTITION BY salt, id) AS total
FROM salted JOIN pool_weights ON pool_weights.performance IS NOT DISTINCT FROM salted.performance;

CREATE TEMP TABLE drawn AS FROM divide('pooled');

-- The amounts: allocated, and the shadow value of the deliveries of the run.
WITH given AS (
    SELECT participant, sign * CASE WHEN keys = 1 THEN whole
        ELSE whole * weight // total + (2 * (whole * weight % total) > total)::INT END AS cents
    FROM by_value WHERE simple
    UNION ALL
    SELECT participant, sign * share FROM ranked
    UNION ALL
    SELECT participant, sign
    FROM ranked JOIN claim_texts ON claim = division
    WHERE torn IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY division
        ORDER BY fnv1a64(claim_text || chr(31) || participant::VARCHAR), participant) <= torn
    UNION ALL
    SELECT participant, sign * share FROM drawn
    UNION ALL
    SELECT participant, sign
    FROM drawn
    WHERE torn IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY division
        ORDER BY fnv1a64(salt || participant::VARCHAR), participant) <= torn
), allocated AS (
    SELECT participant, sum(cents) AS cents FROM given GROUP BY participant
)
SELECT participant::VARCHAR AS participant,
    coalesce(allocated.cents, 0)::BIGINT AS allocated,
    coalesce(pool_weights.weight, 0)::BIGINT AS mono_baseline
FROM successors
LEFT JOIN allocated USING (participant)
LEFT JOIN pool_weights ON pool_weights.participant = heir AND performance IS NULL
WHERE successors.participant = heir
ORDER BY successors.participant;
