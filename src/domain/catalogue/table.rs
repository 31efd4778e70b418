//! The table of codes: `Variant = "code" (what it does)`, and in both languages what it is and what to do about it.
//!
//! What it does is `refuses` with the HTTP status of the refusal, `warns`, or both: an unknown bundle of a delivery
//! refuses the file, one of a performance is merely unusual. 422 is a file, model or run that was understood and cannot
//! be taken; 500 is a fault of the program itself; the other ones are those of HTTP for the service.

use super::{Entry, Theme};

catalogue! {
File {
    InvalidDossier = "invalid_dossier" (refuses 422)
        nl "Dossier met fouten": "Herstel de regels die genoemd zijn en lees het dossier opnieuw. Er is nog niets \
            overgenomen."
        en "Dossier with errors": "Mend the lines that are named and read the dossier again. Nothing has been taken \
            over yet."
    MissingFile = "missing_file" (refuses 422)
        nl "Bestand ontbreekt": "Zet het bestand onder precies deze naam in de map van het dossier. Is er niets te \
            melden, dan is een bestand met alleen de kopregel genoeg."
        en "File is missing": "Put the file in the folder of the dossier under exactly this name. With nothing to \
            report, a file with the header row alone will do."
    UnknownFile = "unknown_file" (warns)
        nl "Onbekend bestand": "Geef het bestand de naam die een dossier ervoor heeft, of haal het uit de map. Zolang \
            het zo heet, telt het niet mee."
        en "Unknown file": "Give the file the name that a dossier has for it, or take it out of the folder. Under this \
            name it does not count."
    EmptyFile = "empty_file" (refuses 422)
        nl "Leeg bestand": "Zet de namen van de kolommen op de eerste regel. Een bestand dat niet verplicht is, mag \
            ook weg."
        en "Empty file": "Put the names of the columns on the first line. A file that is not required may also be \
            taken away."
    NotUtf8Or1252 = "not_utf8_or_1252" (refuses 422)
        nl "Onleesbare tekens": "Bewaar het bestand opnieuw vanuit Excel als CSV UTF-8, en kijk of op die regel een \
            naam verminkt is."
        en "Unreadable characters": "Save the file again from Excel as CSV UTF-8, and check whether a name on that \
            line is garbled."
    InvalidToml = "invalid_toml" (refuses 422)
        nl "Geen geldige TOML": "Kijk op deze regel en de regel ervoor: tekst en bedragen staan tussen rechte \
            aanhalingstekens, en elk haakje gaat weer dicht."
        en "Not valid TOML": "Look at this line and the one before: texts and amounts stand between straight quotation \
            marks, and every bracket is closed again."
    BsnSuspected = "bsn_suspected" (refuses 422)
        nl "Lijkt op burgerservicenummers": "Vervang de nummers in deze kolom door de pseudonieme nummers van de IGO \
            en lever het bestand opnieuw. Mail het bestand met de echte nummers niet verder."
        en "Looks like citizen service numbers": "Replace the numbers in this column by the pseudonymous ids of the \
            IGO and deliver the file again. Do not mail the file with the real numbers any further."
}
Header {
    MissingColumn = "missing_column" (refuses 422)
        nl "Kolom ontbreekt": "Voeg de kolom toe en vul haar op elke regel. Staat zij er wel, kijk dan hoe de naam \
            gespeld is."
        en "Column is missing": "Add the column and fill it on every line. If it is there, check how its name is spelt."
    UnknownColumn = "unknown_column" (refuses 422)
        nl "Onbekende kolom": "Verbeter de naam, of haal de hele kolom weg. Gegevens van cliënten horen nooit in deze \
            bestanden."
        en "Unknown column": "Mend the name, or take the whole column away. Data of clients never belong in these \
            files."
}
Cell {
    MissingValue = "missing_value" (refuses 422)
        nl "Waarde ontbreekt": "Vul de waarde in. Hoort de regel er niet bij, haal dan de hele regel weg."
        en "Value is missing": "Fill in the value. If the line does not belong there, take the whole line away."
    InvalidDate = "invalid_date" (refuses 422)
        nl "Ongeldige datum": "Schrijf een dag die bestaat, als jaar-maand-dag: 2026-03-01. Verandert Excel de datum \
            steeds, geef de kolom dan de celeigenschap Tekst."
        en "Invalid date": "Write a day that exists, as year-month-day: 2026-03-01. If Excel keeps changing the date, \
            give the column the cell format Text."
    InvalidNumber = "invalid_number" (refuses 422)
        nl "Ongeldig getal": "Schrijf alleen het getal: geen euroteken, eenheid of 1E+03. Een jaar heeft vier cijfers. \
            Is het getal te groot, kijk dan of er een kolom verschoven is."
        en "Invalid number": "Write the number alone: no euro sign, unit or 1E+03. A year has four digits. If the \
            number is too large, check whether a column has shifted."
    AmbiguousNumber = "ambiguous_number" (refuses 422)
        nl "Getal op twee manieren te lezen": "Schrijf het getal zo dat er maar één lezing is (1234 of 1,2340), of \
            geef bij het inlezen op of de punt of de komma de decimalen scheidt (op de opdrachtregel: \
            --decimal deliveries.csv=comma)."
        en "Number that can be read in two ways": "Write the number so that there is one reading only (1234 or \
            1.2340), or say when reading whether the point or the comma separates the decimals (on the command \
            line: --decimal deliveries.csv=comma)."
    TooManyDecimals = "too_many_decimals" (refuses 422)
        nl "Te veel decimalen": "Rond het getal zelf af op het aantal decimalen in de melding. Wat wordt ingelezen, \
            wordt nooit stilzwijgend afgerond."
        en "Too many decimals": "Round the number yourself to as many decimals as the message says. What is read is \
            never rounded in silence."
    NegativeQuantity = "negative_quantity" (refuses 422)
        nl "Negatieve hoeveelheid": "Schrijf nul of meer. Neem een levering terug met een nieuwe regel met hoeveelheid \
            0, die haar in de kolom replaces noemt."
        en "Negative quantity": "Write zero or more. Take a delivery back by a new line with quantity 0 that names it \
            in the column replaces."
    NegativeAmount = "negative_amount" (refuses 422)
        nl "Negatief bedrag": "Schrijf nul of meer. Een correctie hoort in claim_events.csv of adjustments.csv: daar \
            mag een bedrag negatief zijn."
        en "Negative amount": "Write zero or more. A correction belongs in claim_events.csv or adjustments.csv: an \
            amount may be negative there."
    InvalidChoice = "invalid_choice" (refuses 422)
        nl "Geen van de mogelijkheden": "Kies een van de woorden uit de melding en schrijf het precies zo. Past er \
            geen, dan hoort de regel niet in dit bestand."
        en "Not one of the choices": "Choose one of the words of the message and write it exactly so. If none fits, \
            the line does not belong in this file."
    InvalidId = "invalid_id" (refuses 422)
        nl "Ongeldige code": "Een code of nummer heeft 1 tot 64 zichtbare tekens. Kijk of er twee nummers in één cel \
            staan, of een tab of regeleinde is meegekopieerd."
        en "Invalid id": "A code or id has 1 to 64 visible characters. Check whether two ids stand in one cell, or a \
            tab or line end was copied along."
    LeadingZeroRestored = "leading_zero_restored" (warns)
        nl "Nul vooraan hersteld": "Kijk of de code klopt die gelezen is. Geef de kolom in Excel de celeigenschap \
            Tekst: dan blijft de nul staan."
        en "Leading zero restored": "Check whether the code that was read is right. Give the column the cell format \
            Text in Excel: then the zero stays."
    AmountMissing = "amount_missing" (refuses 422)
        nl "Betaling zonder bedrag": "Vul in wat er betaald is, met een minteken als de verzekeraar het terugnam. Is \
            er nog niets betaald, gebruik dan accepted."
        en "Payment without an amount": "Fill in what was paid, with a minus sign where the insurer took it back. If \
            nothing has been paid yet, use accepted."
}
Reference {
    UnknownParticipant = "unknown_participant" (refuses 422)
        nl "Onbekende deelnemer": "Verbeter de code, of zet de deelnemer eerst in participants.csv. Hoofdletters en \
            nullen vooraan tellen mee."
        en "Unknown participant": "Mend the code, or first put the participant in participants.csv. Capitals and \
            leading zeros count."
    UnknownPayee = "unknown_payee" (refuses 422)
        nl "Onbekend betaaladres": "Verbeter de code, of zet het betaaladres eerst in payees.csv. Wordt de deelnemer \
            zelf betaald, laat de cel dan leeg."
        en "Unknown payee": "Mend the code, or first put the payee in payees.csv. If the participant is paid itself, \
            leave the cell empty."
    UnknownDiscipline = "unknown_discipline" (refuses 422)
        nl "Onbekende discipline": "Gebruik een code die in organisation.toml onder [[discipline]] staat, of voeg de \
            discipline daar toe."
        en "Unknown discipline": "Use a code that organisation.toml has under [[discipline]], or add the discipline \
            there."
    UnknownInsurer = "unknown_insurer" (refuses 422)
        nl "Onbekende verzekeraar": "Verbeter de UZOVI-code, of zet de verzekeraar eerst in insurers.csv. Een tarief \
            of contract mag ook de naam van een concern noemen."
        en "Unknown insurer": "Mend the UZOVI code, or first put the insurer in insurers.csv. A tariff or contract may \
            also name a concern."
    UnknownPerformance = "unknown_performance" (refuses 422)
        nl "Onbekende prestatie": "Verbeter de code, of zet de prestatie eerst in performances.csv."
        en "Unknown performance": "Mend the code, or first put the performance in performances.csv."
    UnknownActivity = "unknown_activity" (refuses 422)
        nl "Onbekende activiteit": "Verbeter de code, of zet de activiteit eerst in activities.csv, met een prijs in \
            shadow_tariffs.csv."
        en "Unknown activity": "Mend the code, or first put the activity in activities.csv, with a price in \
            shadow_tariffs.csv."
    UnknownBundle = "unknown_bundle" (refuses 422 or warns)
        nl "Onbekende bundel": "Gebruik een bundel uit performances.csv, meestal prenatal, natal, postnatal of \
            maternity_hours. Bij een levering mag de cel leeg blijven: dan geldt de bundel van de activiteit."
        en "Unknown bundle": "Use a bundle of performances.csv, mostly prenatal, natal, postnatal or maternity_hours. \
            For a delivery the cell may stay empty: then the activity's bundle holds."
    UnknownClaim = "unknown_claim" (refuses 422)
        nl "Onbekende declaratie": "Verbeter het nummer, of zet de declaratie ook in claims.csv. Declaraties van \
            vorige jaren waarop nog iets terugkomt, blijven daarin staan."
        en "Unknown claim": "Mend the id, or put the claim in claims.csv as well. Claims of earlier years on which \
            something still comes back stay in it."
    UnknownDelivery = "unknown_delivery" (refuses 422)
        nl "Onbekende levering": "Verbeter het nummer, of zet de levering ook in deliveries.csv. Een levering die \
            vervangen of afgerekend is, blijft daarin staan."
        en "Unknown delivery": "Mend the id, or put the delivery in deliveries.csv as well. A delivery that was \
            replaced or settled stays in it."
    DisciplineMismatch = "discipline_mismatch" (refuses 422)
        nl "Activiteit van een andere discipline": "Controleer de deelnemer en de activiteit. Levert deze discipline \
            de activiteit echt, zet haar dan erbij in activities.csv, met een streepje | ertussen."
        en "Activity of another discipline": "Check the participant and the activity. If this discipline really \
            delivers the activity, add it in activities.csv, with a bar | in between."
    InactiveParticipant = "inactive_participant" (refuses 422)
        nl "Deelnemer doet dan niet mee": "Controleer de datum en de deelnemer, of verbeter active_from en active_to \
            in participants.csv."
        en "Participant does not take part then": "Check the date and the participant, or mend active_from and \
            active_to in participants.csv."
    ClaimedByParticipant = "claimed_by_participant" (refuses 422)
        nl "Door de deelnemers zelf gedeclareerd": "Haal de declaratie uit claims.csv. Declareert de IGO deze \
            prestatie wel, zet claimed_by in performances.csv dan op igo."
        en "Claimed by the participants themselves": "Take the claim out of claims.csv. If the IGO does claim this \
            performance, set claimed_by in performances.csv to igo."
}
Row {
    RowTooLong = "row_too_long" (refuses 422)
        nl "Regel met te veel cellen": "Zet tekst met een komma of puntkomma erin tussen aanhalingstekens, en kijk of \
            elk aanhalingsteken weer sluit."
        en "Row with too many cells": "Put text with a comma or semicolon in it between quotation marks, and check \
            that every quotation mark is closed."
    RowTooShort = "row_too_short" (refuses 422)
        nl "Regel met te weinig cellen": "Geef de regel evenveel cellen als de kopregel; een lege cel telt ook. Is het \
            de laatste regel, dan is het bestand misschien afgebroken: exporteer het opnieuw."
        en "Row with too few cells": "Give the line as many cells as the header row; an empty cell counts too. If it \
            is the last line, the file may have been cut off: export it again."
    DuplicateConflict = "duplicate_conflict" (refuses 422)
        nl "Twee keer, met andere inhoud": "Houd de regel die klopt. Verander een levering met een nieuw nummer dat \
            het oude in replaces noemt, een declaratie met een regel in claim_events.csv."
        en "Twice, with other content": "Keep the line that is right. Change a delivery by a new id that names the old \
            one in replaces, a claim by a line in claim_events.csv."
    DuplicateIgnored = "duplicate_ignored" (warns)
        nl "Dubbele regel overgeslagen": "Haal een van de twee regels weg. Is het echt twee keer gebeurd, geef de \
            tweede dan een eigen nummer."
        en "Duplicate row left out": "Take one of the two lines away. If it really happened twice, give the second an \
            id of its own."
    InvalidValidity = "invalid_validity" (refuses 422)
        nl "Einde ligt voor het begin": "Verbeter een van de twee datums. Beide dagen tellen mee; een leeg einde \
            betekent: tot nader bericht."
        en "Ends before it begins": "Mend one of the two dates. Both days count; an empty end means: until further \
            notice."
    TariffOverlap = "tariff_overlap" (refuses 422)
        nl "Twee tarieven op één dag": "Laat het oude tarief eindigen op de dag voordat het nieuwe begint, of haal een \
            van de twee regels weg."
        en "Two tariffs on one day": "Let the old tariff end on the day before the new one begins, or take one of the \
            two lines away."
    MergeDateMissing = "merge_date_missing" (refuses 422)
        nl "Fusie is niet compleet": "Vul merged_into en merged_on allebei in, of geen van beide."
        en "Merger is not complete": "Fill in both merged_into and merged_on, or neither."
    MergeCycle = "merge_cycle" (refuses 422)
        nl "Fusies in een kring": "Maak merged_into en merged_on leeg bij de deelnemer die verdergaat: elke keten van \
            fusies eindigt bij een deelnemer die zelf niet is opgegaan in een ander."
        en "Mergers in a circle": "Leave merged_into and merged_on empty for the participant that goes on: every chain \
            of mergers ends with a participant that has not itself merged into another."
    ReplaceCycle = "replace_cycle" (refuses 422)
        nl "Correcties in een kring": "Een correctie vervangt een eerdere levering. Maak replaces leeg bij de levering \
            die er het eerst was."
        en "Corrections in a circle": "A correction replaces an earlier delivery. Leave replaces empty for the \
            delivery that was there first."
}
Model {
    InvalidModel = "invalid_model" (refuses 422)
        nl "Model klopt niet": "Verbeter het model op de genoemde plaats. Zolang er een fout in staat, wordt er niet \
            mee gerekend."
        en "Model is not right": "Mend the model at the place that is named. As long as it has an error, nothing is \
            computed with it."
    UnknownPriceTable = "unknown_price_table" (refuses 422)
        nl "Onbekende prijstabel": "Gebruik een naam uit de melding, of voeg een [[price_table]] met deze naam toe. De \
            tabel shadow zijn de schaduwtarieven."
        en "Unknown price table": "Use a name of the message, or add a [[price_table]] with this name. The table \
            shadow is the shadow tariffs."
    ShiftOverlap = "shift_overlap" (refuses 422)
        nl "Twee verschuivingen van dezelfde zorg": "Haal een van de twee [[shift]]-blokken weg, of geef ze \
            verschillende prestaties in performances."
        en "Two shifts of the same care": "Take one of the two [[shift]] blocks away, or give them different \
            performances."
    ScheduleGap = "schedule_gap" (refuses 422)
        nl "Dag zonder waarde in een schema": "Geef het schema een waarde met een from op of voor de eerste dag waarop \
            zij nodig is."
        en "Day without a value in a schedule": "Give the schedule a value with a from on or before the first day on \
            which it is needed."
}
Scenario {
    InvalidScenario = "invalid_scenario" (refuses 422)
        nl "Scenario klopt niet": "Verbeter het scenario op de genoemde plaats. Zolang er een fout in staat, wordt er niets \
            doorgerekend."
        en "Scenario is not right": "Mend the scenario at the place that is named. As long as it has an error, nothing is \
            projected."
    UnknownShift = "unknown_shift" (refuses 422)
        nl "Onbekende verschuiving": "Gebruik de naam van een [[shift]] van een van de modellen, of schrijf de verschuiving \
            uit met from_discipline, from_activity, to_discipline en to_activity."
        en "Unknown shift": "Use the name of a [[shift]] of one of the models, or spell the shift out with from_discipline, \
            from_activity, to_discipline and to_activity."
}
Run {
    InvalidRun = "invalid_run" (refuses 422)
        nl "Zo kan niet worden gerekend": "Kies een einddatum in het jaar zelf. Een eindafrekening loopt tot en met 31 \
            december; reken anders tussentijds (interim)."
        en "Not a possible run": "Choose an end date within the year. A settlement runs up to and including 31 \
            December; compute an interim run otherwise."
    HeldClaims = "held_claims" (refuses 422)
        nl "Aangehouden declaraties": "Vul de tarieven en prijzen aan die genoemd zijn en reken opnieuw. Tussentijds \
            rekenen kan wel: dan blijven deze declaraties liggen."
        en "Held claims": "Add the tariffs and prices that are named and compute again. An interim run is possible: it \
            leaves these claims out."
    TariffMissing = "tariff_missing" (refuses 422)
        nl "Integraal tarief ontbreekt": "Zet in integral_tariffs.csv een tarief voor deze verzekeraar of zijn \
            concern, deze prestatie en precies deze zorgzwaarte, dat op deze dag geldt."
        en "Integral tariff is missing": "Put a tariff in integral_tariffs.csv for this insurer or its concern, this \
            performance and exactly this severity, that holds on this day."
    PriceMissing = "price_missing" (refuses 422)
        nl "Prijs ontbreekt": "Zet in shadow_tariffs.csv, of in de prijstabel van het model, een prijs voor deze \
            activiteit die op deze dag geldt."
        en "Price is missing": "Put a price for this activity that holds on this day in shadow_tariffs.csv, or in the \
            price table of the model."
    TariffProvisional = "tariff_provisional" (refuses 422)
        nl "Voorlopig tarief": "Zet het afgesproken tarief in integral_tariffs.csv met status agreed. Tot dan kan \
            tussentijds worden gerekend."
        en "Provisional tariff": "Put the agreed tariff in integral_tariffs.csv with status agreed. Until then an \
            interim run is possible."
    ClaimWithoutRule = "claim_without_rule" (refuses 422)
        nl "Declaratie zonder regel": "Voeg aan het model een [[rule]] toe die bij deze declaratie past, bijvoorbeeld \
            een laatste zonder filters."
        en "Claim without a rule": "Add a [[rule]] to the model that matches this claim, for instance a last one \
            without filters."
    AdjustmentWithoutRule = "adjustment_without_rule" (refuses 422)
        nl "Bijstelling zonder regel": "Voeg aan het model een [[adjustment]] toe voor deze soort, of een met kinds = \
            [\"*\"] voor alle overige."
        en "Adjustment without a rule": "Add an [[adjustment]] to the model for this kind, or one with kinds = [\"*\"] \
            for all others."
    ReferenceMissing = "reference_missing" (refuses 422 or warns)
        nl "Referentie-inkomen ontbreekt": "Zet in reference.csv wat de deelnemer in het referentiejaar verdiende, en \
            bij fixed_per_episode ook het aantal trajecten. Wie er niet in staat, valt buiten de garantie."
        en "Reference income is missing": "Put in reference.csv what the participant earned in the reference year, and \
            for fixed_per_episode the number of episodes too. Who is not in it is not covered by the guarantee."
    NoBasePrice = "no_base_price" (warns)
        nl "Geen prijs op de basisdatum": "Zet in shadow_tariffs.csv een tarief dat op de basisdatum gold. Bestond de \
            activiteit toen nog niet, dan hoeft er niets."
        en "No price on the base date": "Put a tariff in shadow_tariffs.csv that held on the base date. If the \
            activity did not exist then, nothing needs doing."
    ShareWithoutDeliveries = "share_without_deliveries" (warns)
        nl "Aandeel zonder leveringen": "Kijk of de leveringen van deze discipline nog moeten komen. Zo niet, pas dan \
            de aandelen in de regel aan."
        en "Share without deliveries": "Check whether the deliveries of this discipline are still to come. If not, \
            change the shares in the rule."
    GuaranteeUnfunded = "guarantee_unfunded" (refuses 422)
        nl "Garantie is niet te betalen": "Laat het bestuur kiezen: een bron erbij in funding, een lagere floor, of \
            een shortage die het tekort verdeelt."
        en "Guarantee cannot be paid": "Let the board choose: another source in funding, a lower floor, or a shortage \
            that divides what is lacking."
    ReserveBelowMinimum = "reserve_below_minimum" (refuses 422)
        nl "Reserve onder het minimum": "Controleer de beginstand in balances.csv. Klopt die, laat het bestuur dan het \
            minimum verlagen, of shortage op allocate zetten: dan vullen de deelnemers de reserve aan."
        en "Reserve below its minimum": "Check the opening balance in balances.csv. If it is right, let the board \
            lower the minimum, or set shortage to allocate: then the participants make the reserve up."
    AmountOverflow = "amount_overflow" (refuses 422)
        nl "Bedrag te groot": "Zoek een hoeveelheid of tarief met veel te veel cijfers, zoals een nummer dat in de \
            verkeerde kolom staat."
        en "Amount too large": "Look for a quantity or tariff with far too many digits, such as an id that stands in \
            the wrong column."
    ConservationViolated = "conservation_violated" (refuses 500)
        nl "Berekening klopt niet met zichzelf": "Dit is een fout in het programma, niet in de bestanden; er is geen \
            resultaat gegeven. Meld het, met deze tekst, het dossier en het model erbij."
        en "Run contradicts itself": "This is a fault of the program, not of the files; no result was given. Report it \
            with this text, the dossier and the model."
    ExplanationViolated = "explanation_violated" (refuses 500)
        nl "Uitleg klopt niet met het resultaat": "Dit is een fout in het programma, niet in de bestanden; het \
            resultaat zelf is gecontroleerd en klopt. Meld het, met deze tekst, het dossier en het model erbij."
        en "Explanation contradicts the result": "This is a fault of the program, not of the files; the result itself \
            was checked and holds. Report it with this text, the dossier and the model."
}
Source {
    InvalidMapping = "invalid_mapping" (refuses 422)
        nl "Mapping met fouten": "Herstel de regels van de mapping die genoemd zijn. Er is niets geschreven."
        en "Mapping with errors": "Mend the lines of the mapping that are named. Nothing was written."
    InvalidExport = "invalid_export" (refuses 422)
        nl "Export met fouten": "Herstel de regels die genoemd zijn in het systeem waar de export vandaan komt, of \
            vertaal ze in de mapping. Er is niets geschreven."
        en "Export with errors": "Mend the lines that are named in the system that the export comes from, or translate \
            them in the mapping. Nothing was written."
    InvalidBsn = "invalid_bsn" (refuses 422)
        nl "Geen burgerservicenummer": "Zoek deze regel in het eigen systeem op en verbeter het nummer daar; de waarde \
            wordt hier niet herhaald."
        en "No citizen service number": "Look this line up in your own system and mend the number there; the value is \
            not repeated here."
    InvalidKey = "invalid_key" (refuses 422)
        nl "Onleesbare sleutel": "Maak een sleutel met pseudonymise --new-key en bewaar het bestand zoals het is."
        en "Unreadable key": "Make a key with pseudonymise --new-key and keep the file as it is."
    WeakKey = "weak_key" (refuses 422)
        nl "Te zwakke sleutel": "Maak een sleutel met pseudonymise --new-key; een zelfbedachte is te raden."
        en "Key too weak": "Make a key with pseudonymise --new-key; one that a person made up can be guessed."
    ExposedKey = "exposed_key" (refuses 422)
        nl "Sleutel ligt open": "Sluit het bestand af met chmod 600. Kan iemand hem al hebben gelezen, spreek dan met \
            de andere praktijken een nieuwe af."
        en "Key lies open": "Close the file with chmod 600. If anyone may have read it, agree on a new one with the \
            other practices."
}
Service {
    InvalidRequest = "invalid_request" (refuses 400)
        nl "Verzoek niet te begrijpen": "Vergelijk het verzoek met de beschrijving op /api: het pad, de velden en hoe \
            een bedrag of datum wordt geschreven."
        en "Request not understood": "Compare the request with the description at /api: its path, its fields and how \
            an amount or a date is written."
    Unauthenticated = "unauthenticated" (refuses 401)
        nl "Geen geldige sleutel": "Stuur de sleutel mee als 'Authorization: Bearer …'. Is zij verlopen of \
            ingetrokken, vraag het bestuur dan om een nieuwe."
        en "No valid key": "Send the key along as 'Authorization: Bearer …'. If it has expired or was withdrawn, ask \
            the board for a new one."
    Forbidden = "forbidden" (refuses 403)
        nl "Niet toegestaan": "Wat hier gevraagd wordt, hoort niet bij de rol van deze sleutel. Vraag het aan iemand \
            met de rol die in de melding staat."
        en "Not allowed": "What is asked here does not belong to the role of this key. Ask someone with the role that \
            the message names."
    NotFound = "not_found" (refuses 404)
        nl "Niet gevonden": "Kijk of het nummer of de naam in het pad klopt. Wat van een andere organisatie is, wordt \
            ook zo beantwoord."
        en "Not found": "Check the id or name in the path. What belongs to another organisation is answered in the \
            same way."
    MethodNotAllowed = "method_not_allowed" (refuses 405)
        nl "Kan hier niet": "De beschrijving op /api zegt wat er met dit pad kan worden gedaan."
        en "Cannot be done here": "The description at /api says what can be done with this path."
    Timeout = "timeout" (refuses 408)
        nl "Duurde te lang": "Stuur het verzoek opnieuw met dezelfde Idempotency-Key: wat al gedaan is, wordt niet nog \
            eens gedaan."
        en "Took too long": "Send the request again with the same Idempotency-Key: what was done already is not done \
            again."
    StateConflict = "state_conflict" (refuses 409)
        nl "Past niet bij de stand van zaken": "Haal op hoe het er nu voor staat: iemand anders was eerder, of er moet \
            eerst iets anders gebeuren."
        en "Does not fit the state of affairs": "Fetch how things stand now: someone else was first, or something else \
            has to be done before."
    YearSettled = "year_settled" (refuses 409)
        nl "Jaar is afgesloten": "Wat na de eindafrekening verandert, gaat met een correctie mee naar het open jaar."
        en "Year is settled": "What changes after the settlement goes to the open year with a correction."
    PreconditionFailed = "precondition_failed" (refuses 412)
        nl "Intussen veranderd": "Haal op wat er nu staat, kijk of de wijziging nog klopt, en stuur haar met de nieuwe \
            ETag in If-Match."
        en "Changed in the meantime": "Fetch what is there now, check whether the change still fits, and send it with \
            the new ETag in If-Match."
    TooLarge = "too_large" (refuses 413)
        nl "Te groot": "Splits het bestand in delen van minder megabytes of regels dan de melding noemt; elk deel is \
            een eigen levering."
        en "Too large": "Split the file into parts of fewer megabytes or lines than the message says; each part is an \
            upload of its own."
    UnsupportedMedia = "unsupported_media" (refuses 415)
        nl "Ander soort inhoud verwacht": "Stuur JSON als application/json, een CSV als text/csv en een werkmap als \
            .xlsx."
        en "Other kind of content expected": "Send JSON as application/json, a CSV as text/csv and a workbook as \
            .xlsx."
    IdempotencyConflict = "idempotency_conflict" (refuses 422)
        nl "Sleutel al gebruikt voor iets anders": "Gebruik voor elk nieuw verzoek een nieuwe Idempotency-Key; \
            dezelfde alleen om hetzelfde verzoek te herhalen."
        en "Key was used for something else": "Use a new Idempotency-Key for every new request; the same one only to \
            repeat the same request."
    ControlTotal = "control_total" (refuses 422)
        nl "Controletotaal klopt niet": "Vergelijk het bestand met de opgave van de afzender: er ontbreken regels, of \
            er is een ander bestand gestuurd."
        en "Control total does not agree": "Compare the file with what its sender stated: lines are missing, or \
            another file was sent."
    ConsentRequired = "consent_required" (refuses 422)
        nl "Vraagt een tweede persoon": "Laat het bestuur het verzoek goedkeuren; wie het vraagt, kan het niet zelf \
            goedkeuren."
        en "Needs a second person": "Let the board approve the request; who asks cannot approve it."
    NoActiveModel = "no_active_model" (refuses 422)
        nl "Geen vastgesteld model": "Een eindafrekening gebruikt het model dat bij besluit is vastgesteld. Leg het \
            eerst ter besluitvorming voor."
        en "No adopted model": "A settlement uses the model that a decision adopted. Propose it for decision first."
    NoticeTooShort = "notice_too_short" (refuses 422)
        nl "Te kort van tevoren": "Kies een vergaderdatum die ver genoeg vooruit ligt; de melding noemt de eerste dag \
            die kan."
        en "Notice too short": "Choose a meeting date far enough ahead; the message names the first day that will do."
    InputsNotAdopted = "inputs_not_adopted" (refuses 422)
        nl "Niet waarop besloten is": "De schaduwtarieven of referentie-inkomens zijn anders dan die bij het besluit. \
            Zet ze terug of leg ze opnieuw voor."
        en "Not what was decided on": "The shadow tariffs or the reference income differ from those of the decision. \
            Put them back or propose them anew."
    TooManyRequests = "too_many_requests" (refuses 429)
        nl "Te veel verzoeken": "Wacht het aantal seconden in Retry-After en ga dan verder."
        en "Too many requests": "Wait the number of seconds in Retry-After and then go on."
    Internal = "internal" (refuses 500)
        nl "Fout in het programma": "Dit is een fout van ons. Meld haar met het nummer van het verzoek (request_id); \
            probeer het later nog eens."
        en "Fault of the program": "This is a fault of ours. Report it with the id of the request (request_id); try \
            again later."
    Unavailable = "unavailable" (refuses 503)
        nl "Even niet beschikbaar": "De opslag is druk, vol of onbereikbaar. Er is niets half bewaard; probeer het \
            straks opnieuw."
        en "Not available for a moment": "The storage is busy, full or out of reach. Nothing was half kept; try again \
            in a moment."
}
}
