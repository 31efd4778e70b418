-- The dossier as typed tables, read from its CSV files (variable `folder`).
--
-- Types are given, so that nothing is sniffed; codes that reference files list become ENUMs, so that later
-- joins compare small integers. Ids of claims, episodes and deliveries stay text. Only what is used twice is
-- kept: `events` is a view.

CREATE MACRO file(name) AS getvariable('folder') || '/' || name || '.csv';

CREATE TYPE participant_code AS ENUM (
    SELECT participant FROM read_csv(file('participants'), all_varchar = true) ORDER BY 1);
CREATE TYPE activity_code AS ENUM (
    SELECT activity FROM read_csv(file('activities'), all_varchar = true) ORDER BY 1);
CREATE TYPE performance_code AS ENUM (
    SELECT performance FROM read_csv(file('performances'), all_varchar = true) ORDER BY 1);
CREATE TYPE bundle_code AS ENUM (
    SELECT DISTINCT bundle FROM read_csv(file('performances'), all_varchar = true) ORDER BY 1);
CREATE TYPE insurer_code AS ENUM (
    SELECT insurer FROM read_csv(file('insurers'), all_varchar = true) ORDER BY 1);
CREATE TYPE event_kind AS ENUM ('accepted', 'rejected', 'paid', 'withdrawn');

CREATE TABLE participants AS
SELECT participant, merged_into, merged_on
FROM read_csv(file('participants'), header = true, auto_detect = false, quote = '"', columns = {
    participant: 'participant_code', name: 'VARCHAR', discipline: 'VARCHAR', agb: 'VARCHAR', payee: 'VARCHAR',
    active_from: 'DATE', active_to: 'DATE', merged_into: 'participant_code', merged_on: 'DATE'});

CREATE TABLE performances AS
SELECT performance, bundle
FROM read_csv(file('performances'), header = true, auto_detect = false, quote = '"', columns = {
    performance: 'performance_code', name: 'VARCHAR', bundle: 'bundle_code', unit: 'VARCHAR',
    claimed_by: 'VARCHAR'});

CREATE TABLE activities AS
SELECT activity, bundle
FROM read_csv(file('activities'), header = true, auto_detect = false, quote = '"', columns = {
    activity: 'activity_code', name: 'VARCHAR', discipline: 'VARCHAR', bundle: 'bundle_code',
    variable_cost: 'VARCHAR', hours: 'VARCHAR'});

CREATE TABLE insurers AS
SELECT insurer, concern
FROM read_csv(file('insurers'), header = true, auto_detect = false, quote = '"', columns = {
    insurer: 'insurer_code', name: 'VARCHAR', concern: 'VARCHAR', kind: 'VARCHAR'});

-- `party` is an insurer or a concern.
CREATE TABLE integral_tariffs AS
SELECT insurer AS party, performance, coalesce(severity, '') AS severity,
    valid_from, coalesce(valid_to, DATE '9999-12-31') AS valid_to, tariff
FROM read_csv(file('integral_tariffs'), header = true, auto_detect = false, quote = '"', columns = {
    insurer: 'VARCHAR', performance: 'performance_code', severity: 'VARCHAR', valid_from: 'DATE',
    valid_to: 'DATE', tariff: 'DECIMAL(9, 2)', status: 'VARCHAR', source: 'VARCHAR'});

CREATE TABLE shadow_tariffs AS
SELECT activity, participant, valid_from, coalesce(valid_to, DATE '9999-12-31') AS valid_to, tariff
FROM read_csv(file('shadow_tariffs'), header = true, auto_detect = false, quote = '"', columns = {
    activity: 'activity_code', participant: 'participant_code', valid_from: 'DATE', valid_to: 'DATE',
    tariff: 'DECIMAL(9, 2)', source: 'VARCHAR'});

CREATE TABLE contracts AS
SELECT insurer AS party, year, performance, ceiling
FROM read_csv(file('contracts'), header = true, auto_detect = false, quote = '"', columns = {
    insurer: 'VARCHAR', year: 'INTEGER', performance: 'performance_code', ceiling: 'DECIMAL(18, 2)',
    support_limit: 'DECIMAL(18, 2)'});

CREATE TABLE adjustments AS
SELECT adjustment_id, date, amount, insurer, performance
FROM read_csv(file('adjustments'), header = true, auto_detect = false, quote = '"', columns = {
    adjustment_id: 'VARCHAR', date: 'DATE', kind: 'VARCHAR', amount: 'DECIMAL(18, 2)',
    insurer: 'insurer_code', performance: 'performance_code', reason: 'VARCHAR'});

CREATE TABLE settled AS
SELECT delivery_id, year
FROM read_csv(file('settled'), header = true, auto_detect = false, quote = '"', columns = {
    delivery_id: 'VARCHAR', year: 'INTEGER'});

CREATE TABLE claims AS
SELECT claim_id, episode_id, date, insurer, performance, coalesce(severity, '') AS severity, quantity
FROM read_csv(file('claims'), header = true, auto_detect = false, quote = '"', columns = {
    claim_id: 'VARCHAR', episode_id: 'VARCHAR', date: 'DATE', insurer: 'insurer_code',
    performance: 'performance_code', severity: 'VARCHAR', quantity: 'DECIMAL(9, 4)'});

CREATE VIEW claim_texts AS SELECT rowid AS claim, claim_id AS claim_text FROM claims;

CREATE VIEW events AS
SELECT event_id, claim_id, date, kind, amount
FROM read_csv(file('claim_events'), header = true, auto_detect = false, quote = '"', columns = {
    event_id: 'VARCHAR', claim_id: 'VARCHAR', date: 'DATE', kind: 'event_kind', amount: 'DECIMAL(18, 2)',
    reason: 'VARCHAR'});

CREATE TABLE deliveries AS
SELECT delivery_id, episode_id, date, participant, activity, quantity, bundle, replaces
FROM read_csv(file('deliveries'), header = true, auto_detect = false, quote = '"', columns = {
    delivery_id: 'VARCHAR', episode_id: 'VARCHAR', date: 'DATE', participant: 'participant_code',
    activity: 'activity_code', quantity: 'DECIMAL(9, 4)', bundle: 'bundle_code', replaces: 'VARCHAR',
    reason: 'VARCHAR'});
