"""The dossier as typed lazy frames, from its CSV files.

Types are given, so that nothing is guessed; codes that reference files list become Enums, so that joins
compare small integers. Quantities and money are read as decimals and kept as scaled integers: ten-thousandths
and cents in 64 bits.
"""

from pathlib import Path

import polars as pl

TEXT, DATE = pl.String, pl.Date
FAR = pl.date(9999, 12, 31)


def whole(name: str) -> pl.Expr:
    """A decimal column as the integer it is stored as."""
    return pl.col(name).to_physical().cast(pl.Int64)


def dossier(folder: Path) -> dict[str, pl.LazyFrame]:
    """Every table of the calculation, by its name."""

    def scan(name: str, /, **columns: pl.DataType) -> pl.LazyFrame:
        return pl.scan_csv(folder / f"{name}.csv", schema=columns)

    def codes(name: str, column: str) -> pl.Enum:
        values = pl.read_csv(folder / f"{name}.csv", columns=[column], infer_schema=False)[column]
        return pl.Enum(values.unique().sort())

    participant, activity = codes("participants", "participant"), codes("activities", "activity")
    performance, bundle = codes("performances", "performance"), codes("performances", "bundle")
    insurer = codes("insurers", "insurer")
    kind = pl.Enum(["accepted", "rejected", "paid", "withdrawn"])
    # Nine digits each: quantity times tariff then is below 10^18, which 64 bits hold.
    tariff, quantity, money = pl.Decimal(9, 2), pl.Decimal(9, 4), pl.Decimal(18, 2)
    valid_to = pl.col("valid_to").fill_null(FAR)

    return {
        "participants": scan(
            "participants",
            participant=participant,
            name=TEXT,
            discipline=TEXT,
            agb=TEXT,
            payee=TEXT,
            active_from=DATE,
            active_to=DATE,
            merged_into=participant,
            merged_on=DATE,
        ).select("participant", "merged_into", "merged_on"),
        "performances": scan(
            "performances",
            performance=performance,
            name=TEXT,
            bundle=bundle,
            unit=TEXT,
            claimed_by=TEXT,
        ).select("performance", "bundle"),
        "activities": scan(
            "activities",
            activity=activity,
            name=TEXT,
            discipline=TEXT,
            bundle=bundle,
            variable_cost=TEXT,
            hours=TEXT,
        ).select("activity", usual_bundle="bundle"),
        "insurers": scan("insurers", insurer=insurer, name=TEXT, concern=TEXT, kind=TEXT).select(
            "insurer", "concern"
        ),
        "integral_tariffs": scan(
            "integral_tariffs",
            insurer=TEXT,
            performance=performance,
            severity=TEXT,
            valid_from=DATE,
            valid_to=DATE,
            tariff=tariff,
            status=TEXT,
            source=TEXT,
        ).select(
            "performance",
            "valid_from",
            valid_to,
            pl.col("severity").fill_null(""),
            party="insurer",
            tariff=whole("tariff"),
        ),
        "shadow_tariffs": scan(
            "shadow_tariffs",
            activity=activity,
            participant=participant,
            valid_from=DATE,
            valid_to=DATE,
            tariff=tariff,
            source=TEXT,
        ).select("activity", "participant", "valid_from", valid_to, tariff=whole("tariff")),
        "contracts": scan(
            "contracts",
            insurer=TEXT,
            year=pl.Int32,
            performance=performance,
            ceiling=money,
            support_limit=money,
        ).select("year", "performance", party="insurer", ceiling=whole("ceiling")),
        "adjustments": scan(
            "adjustments",
            adjustment_id=TEXT,
            date=DATE,
            kind=TEXT,
            amount=money,
            insurer=insurer,
            performance=performance,
            reason=TEXT,
        ).select("adjustment_id", "date", "insurer", "performance", amount=whole("amount")),
        "settled": scan("settled", delivery_id=TEXT, year=pl.Int32),
        "claims": scan(
            "claims",
            claim_id=TEXT,
            episode_id=TEXT,
            date=DATE,
            insurer=insurer,
            performance=performance,
            severity=TEXT,
            quantity=quantity,
        )
        .with_columns(pl.col("severity").fill_null(""), quantity=whole("quantity"), claim_text="claim_id")
        .with_row_index("claim"),
        "events": scan(
            "claim_events",
            event_id=TEXT,
            claim_id=TEXT,
            date=DATE,
            kind=kind,
            amount=money,
            reason=TEXT,
        ).select("event_id", "claim_id", "date", "kind", amount=whole("amount")),
        "deliveries": scan(
            "deliveries",
            delivery_id=TEXT,
            episode_id=TEXT,
            date=DATE,
            participant=participant,
            activity=activity,
            quantity=quantity,
            bundle=bundle,
            replaces=TEXT,
            reason=TEXT,
        )
        .drop("reason")
        .with_columns(quantity=whole("quantity"))
        # Asked twice, for corrections and for values; read once.
        .collect(engine="streaming")
        .lazy(),
    }
