-- The tables of read_csv.sql into a database file (attached as `stored`): ids as integers, which is a quarter
-- faster than text; the text of a claim's id stays, because ties fall by its hash.

CREATE TABLE episodes AS
SELECT episode_id AS text, row_number() OVER (ORDER BY episode_id)::INTEGER AS episode_id
FROM (SELECT episode_id FROM claims UNION SELECT episode_id FROM deliveries);

CREATE TABLE stored.participants AS FROM participants;
CREATE TABLE stored.performances AS FROM performances;
CREATE TABLE stored.activities AS FROM activities;
CREATE TABLE stored.insurers AS FROM insurers;
CREATE TABLE stored.integral_tariffs AS FROM integral_tariffs;
CREATE TABLE stored.shadow_tariffs AS FROM shadow_tariffs;
CREATE TABLE stored.contracts AS FROM contracts;
CREATE TABLE stored.adjustments AS FROM adjustments;

CREATE TABLE stored.claims AS
SELECT claims.rowid::INTEGER AS claim_id, claim_id AS claim_text, episodes.episode_id, date, insurer,
    performance, severity, quantity
FROM claims JOIN episodes ON episodes.text = claims.episode_id
ORDER BY claims.rowid;

CREATE VIEW stored.claim_texts AS SELECT rowid AS claim, claim_text FROM stored.claims;

CREATE TABLE stored.events AS
SELECT event_id, claims.rowid::INTEGER AS claim_id, events.date, kind, amount
FROM events JOIN claims USING (claim_id)
ORDER BY claims.rowid, events.date;

CREATE TABLE stored.deliveries AS
SELECT deliveries.rowid::INTEGER AS delivery_id, episodes.episode_id, deliveries.date, deliveries.participant,
    deliveries.activity, deliveries.quantity, deliveries.bundle, replaced.rowid::INTEGER AS replaces
FROM deliveries
JOIN episodes ON episodes.text = deliveries.episode_id
LEFT JOIN deliveries AS replaced ON replaced.delivery_id = deliveries.replaces
ORDER BY deliveries.rowid;

CREATE TABLE stored.settled AS
SELECT deliveries.rowid::INTEGER AS delivery_id, year
FROM settled JOIN deliveries USING (delivery_id);

-- Into the one file, without a log beside it.
CHECKPOINT stored;
DETACH stored;
