"""Every reference that the register must know, by the part of the law it belongs to."""

from itertools import chain

from tests.engine.statute.registers import names

REFERENCES = {
    "request": "A1 A2 A3 A4 A5",
    "plan": "P1 P2 P2x P3 P4 P4a P5 P6 P6a P7 P7a P8",
    "reassessment": "RE1 RE2 RE2a RE3 RE4 RE4a RE5",
    "review": "V1 V2 V2a V3 V4 V5 V6 V7 V8 V8a V9 V10 V11 V11a V12",
    "phase transfer": "T1 T1a T2 T2a T2b T2c T2d T3 T3a T4",
    "amendment": "M1 M2",
    "ceasing": "C1 C1a C1b C2 C3 C3a C4 C5 C5a CR12",
    "life of a plan": "PM1 PM2 PM3 PM4 PM5 PM6",
    "moves": "X1 X1a X2 X2a X3 X4 X5 X5a X5b X5c X6 X7 X7a X7b X8 X9 X10 X11",
    "disclosure": "H1",
    "direct payments": "B1 B2 B2a B3 B4 B4a B4b B5 B6 B7 B8 B9 B10",
    "local offer": "O1 O2 O3",
    "SEN support": "S1 S1a S1b S2 S2a S3 S3a S4 S5 U1 U2",
    "custody": "D1 D2 D2a D3 D4 D4a D5 D6 D7 D8 D9 D10 D11 D12 D12a D12b D13 D13a D13b",
    "custody, disputes": (
        "DET-01 DET-02 DET-03 DET-03a DET-03b DET-03c DET-04 DET-05 DET-05a DET-05b DET-06 DET-07 DET-08 DET-08a "
        "DET-09 DET-10 DET-10a DET-10b DET-11 DET-11a DET-12 DET-13 DET-14 DET-15 DET-16 DET-17 DET-17a DET-18"
    ),
    "mediation": "MED-01 MED-02 MED-03 MED-04 MED-05 MED-06 MED-07 MED-08 MED-09 MED-10 MED-11 MED-12",
    "agreements": "MAG-01 MAG-01a MAG-01b MAG-01c MAG-01d MAG-01da MAG-01e MAG-01f MAG-02 MAG-03",
    "appeals": (
        "APL-01 APL-02 APL-03 APL-04 APL-05 APL-06 APL-07 APL-08 APL-09 APL-10 APL-11 APL-11a APL-12 APL-13 APL-13a "
        "APL-14 APL-15 APL-16 APL-17 APL-18 APL-19 APL-20 APL-20a APL-21 APL-22 APL-23"
    ),
    "orders": "ORD-01 ORD-02 ORD-02a ORD-02b ORD-03 ORD-03a ORD-04 ORD-04a ORD-05 ORD-06 ORD-07 ORD-08",
    "concessions": ("CON-01 CON-01a CON-01b CON-03 CON-04 CON-04a CON-05 CON-05a CON-06 CON-OLD CON-OLD-01 CON-OLD-04"),
    "recommendations": "REC-01 REC-02 REC-03 REC-03a REC-04 REC-05 REC-06",
    "transfers from statements": (
        "TRF-01 TRF-01b TRF-02 TRF-02b TRF-03 TRF-03b TRF-04 TRF-05 TRF-05a TRF-06 TRF-07 TRF-07a TRF-07b TRF-07c "
        "TRF-07d TRF-07e TRF-08 TRF-09 TRF-09a TRF-09b TRF-10 TRF-10a TRF-11 TRF-12 TRF-12a"
    ),
    "learning difficulty assessments": "LDA-01 LDA-02 LDA-03 LDA-03a LDA-04 LDA-05 LDA-06 LDA-06a LDA-06b",
    "old law": (
        "OLD-01 OLD-02 OLD-03 OLD-04 OLD-04a OLD-05 OLD-05a OLD-05b OLD-05c OLD-05d OLD-05e OLD-05f OLD-06 OLD-07 "
        "OLD-08 OLD-08a"
    ),
    "discrimination": "DDC-01 DDC-02 DDC-02a DDC-03 DDC-04 DDC-05 DDC-05a",
    "complaints": (
        "CMP-01 CMP-02 CMP-02a CMP-03 CMP-04 CMP-04a CMP-05 CMP-05a CMP-06 CMP-07 CMP-08 CMP-09 CMP-10 CMP-10a CMP-11 "
        "CMP-11a CMP-11b CMP-12 CMP-13 CMP-14 CMP-15"
    ),
}

LIMITS = set(chain.from_iterable(refs.split() for refs in REFERENCES.values()))
NOTICES = {f"L{number:02}" for number in range(1, 21)} | {"L01a", "DET-07"}
NOTICES |= {f"APL-L{number}" for number in range(1, 5)}
NOTICES |= {f"TRF-L{number}" for number in range(1, 12)} | {f"LDA-L{number}" for number in range(1, 11)}
NOTICES |= {"L10m", "L22a"}
NOTICES |= {"L13a", "L15a", "L16a", "L20a"}
NOTICES |= {"L21", "L22", "L22r", "L23"}
NOTICES |= {f"L{number}" for number in range(24, 31)} | {"L25n", "L27r"}
NOTICES |= {"L08r", "L10r", "L13r"}
NOTICES |= {f"CMP-L{number}" for number in range(1, 9)}
NOTICES |= {"SUP-L1", "LO-L1", "LO-L2"}
NOTICES |= {f"MED-L{number}" for number in range(1, 5)} | {f"ORD-L{number}" for number in range(1, 6)}
NOTICES |= {f"REC-L{number}" for number in range(1, 4)}
NOTICES |= {"L04r", "L07r", "L08s", "L09r", "L10s", "L12a"}
NOTICES |= {"REM-L1", "REM-L2"}  # of our own, as no law asks for a reminder

# What the law or the Code leaves without a number; asking for a day is refused with a sentence.
WITHOUT_A_NUMBER = set(
    names(
        "A1 A4 A5 P3 T4 C1 C2 C3 X3 X6 X11 B1 B2 B4 B5 B6 B7 B8 B9 B10 O2 O3 S1 S2 S3 S4 S5 U1 U2 D1 "
        "D12 DET-04 DET-07 MED-08 MAG-01 APL-05 APL-14 ORD-01 ORD-07 REC-04 REC-05 TRF-06 TRF-09 "
        "OLD-05f DDC-04 CMP-01 CMP-13 CMP-15"
    )
)

# What was not read in the text of the law itself, or is our own reading of it.
UNVERIFIED = set(
    names(
        "P6a ORD-04a PM1 PM2 PM3 PM4 V2a T2b T2c T2d D12a D12b "
        "P2x D4a P7 P7a T1a T2a T3a C1 C1a C1b C3a CR12 X1a X5c B2 B2a B4a B4b S1 S2 S3 S4 S5 APL-14 APL-15 APL-16 "
        "APL-17 APL-18 APL-20 APL-20a APL-21 REC-05 TRF-04 TRF-05a TRF-06 TRF-09a TRF-09b LDA-06b OLD-06 DDC-03 "
        "CMP-01 CMP-02 CMP-02a CMP-10 CMP-10a CMP-11a CMP-11b CMP-12 RE2a RE4a S1a S1b S2a S3a"
    )
)
