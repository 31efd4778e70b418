//! A small dossier with every kind of file in it, without a problem.

/// Every kind of file once.
pub const FILES: &[(&str, &str)] = &[
    (
        "organisation.toml",
        "code = \"igo\"\nname = \"Geboortezorg Voorbeeld\"\n\n\
         [[discipline]]\ncode = \"midwifery\"\nname = \"Verloskunde\"\n\n\
         [[discipline]]\ncode = \"hospital\"\nname = \"Ziekenhuis\"\n",
    ),
    ("payees.csv", "payee,name,iban,agb\nCOOP,Coöperatie,NL91ABNA0417164300,\n08000001,Zorggroep,,08000001\n"),
    (
        "participants.csv",
        "participant,name,discipline,agb,payee,active_from,active_to,merged_into,merged_on\n\
         MI01,Praktijk De Ooievaar,midwifery,,COOP,,,,\n\
         MI02,Praktijk Zon,midwifery,,,2026-01-01,2026-12-31,,\n\
         HO01,Ziekenhuis,hospital,,,,,,\n\
         08012345,Praktijk Maan,midwifery,08012345,08000001,,,MI01,2027-01-01\n",
    ),
    (
        "insurers.csv",
        "insurer,name,concern,kind\n3311,Zilveren Kruis,,insurer\n0101,Univé,COOPVGZ,\n9999,Zelf betaald,,self_pay\n",
    ),
    (
        "performances.csv",
        "performance,name,bundle,unit,claimed_by\n\
         PRE,Prenataal,prenatal,case,igo\n\
         NAT,Nataal,natal,case,\n\
         KRAAM,Kraamzorg per uur,maternity_hours,hour,\n\
         ECHO,Echo,prenatal,case,participant\n",
    ),
    (
        "activities.csv",
        "activity,name,discipline,bundle,variable_cost,hours\n\
         V1,Prenatale zorg,midwifery,prenatal,,\n\
         H1,Bevalling,hospital,natal,210.1234,3.5\n\
         CTG,Hartfilmpje,midwifery|hospital,prenatal,,0.25\n",
    ),
    (
        "integral_tariffs.csv",
        "insurer,performance,severity,valid_from,valid_to,tariff,status,source\n\
         3311,PRE,,2026-01-01,2026-06-30,1000.00,agreed,brief\n\
         3311,PRE,,2026-07-01,,1010.50,provisional,\n\
         COOPVGZ,PRE,Z,2026-01-01,,900,,\n",
    ),
    (
        "shadow_tariffs.csv",
        "activity,participant,valid_from,valid_to,tariff,source\n\
         V1,,2026-01-01,,500.00,NZa\nV1,MI02,2026-01-01,2026-12-31,510.00,\nH1,,2026-01-01,,1200,\nCTG,,2026-01-01,,280,\n",
    ),
    (
        "contracts.csv",
        "insurer,year,performance,ceiling,support_limit\n3311,2026,,1000000.00,5000\nCOOPVGZ,2026,PRE,50000,\n",
    ),
    (
        "claims.csv",
        "claim_id,episode_id,date,insurer,performance,severity,quantity\n\
         C1,T1,2026-03-01,3311,PRE,,1\n\
         C2,T2,2026-03-02,0101,PRE,Z,1.5\n\
         C3,T2,2026-03-09,0101,NAT,,1\n",
    ),
    (
        "claim_events.csv",
        "event_id,claim_id,date,kind,amount,reason\n\
         E1,C1,2026-04-01,accepted,,\nE2,C1,2026-05-01,paid,1000.00,\nE3,C1,2026-06-01,paid,-10.00,terug\n",
    ),
    (
        "deliveries.csv",
        "delivery_id,episode_id,date,participant,activity,quantity,bundle,replaces,reason\n\
         D1,T1,2026-02-01,MI01,V1,1,,,\n\
         D2,T2,2026-02-02,HO01,H1,0.5,natal,,\n\
         D3,T1,2026-02-01,MI01,CTG,2,prenatal,D1,verkeerde code\n\
         D4,T3,2026-02-05,08012345,V1,1.2345,,,\n",
    ),
    ("settled.csv", "delivery_id,year\nD2,2025\n"),
    (
        "episodes.csv",
        "episode_id,start,due,end,end_reason,children,lead_participant\nT1,2025-08-01,2026-05-01,,,1,MI01\nT9,,,,,,\n",
    ),
    (
        "adjustments.csv",
        "adjustment_id,date,kind,amount,insurer,performance,reason\n\
         A1,2026-04-02,toeslag,1282.87,3311,KRAAM,\nA2,2026-04-02,terug,-12.5,,,fout\n",
    ),
    ("reference.csv", "participant,amount,episodes\nMI01,18593.63,37\nHO01,20000,\n"),
    ("other_income.csv", "participant,year,amount,kind\nMI01,2026,2499.55,own_mono\nMI01,2026,2499.55,own_mono\n"),
    ("scores.csv", "fund,participant,year,weight\nkwaliteit,MI01,2026,2.15\nkwaliteit,HO01,2026,0.123456\n"),
    ("balances.csv", "year,account,participant,amount\n2026,reserve,,1012.40\n2026,carried_forward,MI01,-182.93\n"),
    ("advances.csv", "participant,date,year,amount\nMI01,2026-02-23,2026,1000.00\nMI01,2026-02-23,2026,1000.00\n"),
];
