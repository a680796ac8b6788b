"""Exports as accounting programs write them, with invented data: layouts and header names are theirs."""

# ruff: noqa: E501 - rows of exports stand as they are written

XERO_INVOICES = """\
*ContactName,EmailAddress,POAddressLine1,POAddressLine2,POAddressLine3,POAddressLine4,POCity,PORegion,POPostalCode,POCountry,*InvoiceNumber,Reference,*InvoiceDate,*DueDate,Total,TaxTotal,InvoiceAmountPaid,InvoiceAmountDue,InventoryItemCode,*Description,*Quantity,*UnitAmount,Discount,LineAmount,*AccountCode,*TaxType,TaxAmount,TrackingName1,TrackingOption1,TrackingName2,TrackingOption2,Currency,Type,Sent,Status
Marlow Ltd,pay@marlow.example,12 High Street,,,,Bath,,BA1 1AA,United Kingdom,INV-1,PO 77,13/01/2026,12/02/2026,180.00,30.00,0.00,180.00,,Planks,2,50.00,,100.00,200,20% (VAT on Income),20.00,,,,,GBP,Sales invoice,Sent,Awaiting Payment
Marlow Ltd,pay@marlow.example,12 High Street,,,,Bath,,BA1 1AA,United Kingdom,INV-1,PO 77,13/01/2026,12/02/2026,180.00,30.00,0.00,180.00,,Nails,1,50.00,,50.00,200,20% (VAT on Income),10.00,,,,,GBP,Sales invoice,Sent,Awaiting Payment
Marlow Ltd,pay@marlow.example,12 High Street,,,,Bath,,BA1 1AA,United Kingdom,CN-1,,20/01/2026,,-60.00,-10.00,0.00,-60.00,,Planks back,-1,50.00,,-50.00,200,20% (VAT on Income),-10.00,,,,,GBP,Sales credit note,,Awaiting Payment
Orme & Sons,office@orme.example,,,,,Leeds,,LS1 1AA,United Kingdom,INV-2,,05/02/2026,07/03/2026,240.00,40.00,240.00,0.00,,Planks,4,50.00,,200.00,200,20% (VAT on Income),40.00,,,,,GBP,Sales invoice,Sent,Paid
Orme & Sons,office@orme.example,,,,,Leeds,,LS1 1AA,United Kingdom,INV-3,,06/02/2026,08/03/2026,12.00,2.00,0.00,12.00,,Nails,1,10.00,,10.00,200,20% (VAT on Income),2.00,,,,,GBP,Sales invoice,,Draft
Orme & Sons,office@orme.example,,,,,Leeds,,LS1 1AA,United Kingdom,INV-4,,06/02/2026,08/03/2026,12.00,2.00,0.00,12.00,,Nails,1,10.00,,10.00,200,20% (VAT on Income),2.00,,,,,GBP,Sales invoice,,Submitted
Orme & Sons,office@orme.example,,,,,Leeds,,LS1 1AA,United Kingdom,INV-5,,06/02/2026,08/03/2026,12.00,2.00,0.00,12.00,,Nails,1,10.00,,10.00,200,20% (VAT on Income),2.00,,,,,GBP,Sales invoice,,Voided
"""

XERO_AGED = """\
Aged Receivables Detail,,,,,,,,,,
Demo Company (UK),,,,,,,,,,
As at 31 March 2026,,,,,,,,,,
Ageing by due date,,,,,,,,,,

Invoice Date,Due Date,Invoice Number,Invoice Reference,Current,< 1 Month,1 Month,2 Months,3 Months,Older,Total
Marlow Ltd,,,,,,,,,,
13 Jan 2026,12 Feb 2026,INV-1,PO 77,,,180.00,,,,180.00
01 Mar 2026,31 Mar 2026,INV-9,,"1,020.50",,,,,,"1,020.50"
Total Marlow Ltd,,,,"1,020.50",0.00,180.00,0.00,0.00,0.00,"1,200.50"

Orme & Sons,,,,,,,,,,
20 Feb 2026,06 Mar 2026,INV-7,,,75.25,,,,,75.25
25 Feb 2026,,CN-3,,,(15.25),,,,,(15.25)
Total Orme & Sons,,,,0.00,60.00,0.00,0.00,0.00,0.00,60.00

Total,,,,"1,020.50",60.00,180.00,0.00,0.00,0.00,"1,260.50"
Percentage of total,,,,80.96%,4.76%,14.28%,0.00%,0.00%,0.00%,100.00%
"""

QUICKBOOKS_AGED = """\
A/R Ageing Detail,,,,,,,
Sandbox Company,,,,,,,
"As of March 31, 2026",,,,,,,
,Date,Transaction type,Num,Customer,Due date,Amount,Open balance
91 or more days past due,,,,,,,
,11/20/2025,Invoice,1001,Birch LLC,12/20/2025,500.00,450.00
Total for 91 or more days past due,,,,,,$500.00,$450.00
1 - 30 days past due,,,,,,,
,02/14/2026,Invoice,1033,Birch LLC,03/16/2026,120.00,120.00
,02/20/2026,Credit Memo,1034,Cedar Inc,02/20/2026,-40.00,-40.00
,02/25/2026,Payment,,Cedar Inc,02/25/2026,-15.00,-15.00
Total for 1 - 30 days past due,,,,,,$65.00,$65.00
TOTAL,,,,,,$565.00,$515.00
"""

SAGE_SUMS = """\
ACCOUNT_REF,NAME,AGED_BALANCE,AGED_FUTURE,AGED_CURRENT,AGED_30,AGED_60,AGED_90,AGED_OLDER,CURRENCY
ABC001,Abacus Ltd,350.00,0.00,100.00,250.00,0.00,0.00,0.00,1
"""

SAGE_TRANSACTIONS = """\
TRAN_NUMBER,TYPE,ACCOUNT_REF,NAME,DATE,INV_REF,DETAILS,GROSS_AMOUNT,OUTSTANDING,CURRENCY
101,SI,ABC001,Abacus Ltd,13/01/2026,5001,Chairs,120.00,120.00,GBP
102,SC,ABC001,Abacus Ltd,20/01/2026,5002,Chair back,20.00,20.00,GBP
103,SA,ABC001,Abacus Ltd,21/01/2026,,On account,50.00,50.00,GBP
"""

_DATEV_META = (
    '"EXTF";700;21;"Buchungsstapel";13;20260401093012345;;"RE";"anna";"";1001;20001;20260101;4;20260101;20260331;'
    '"Ausgangsrechnungen";"AN";1;0;0;"EUR";;"";;;"03";;;"";""'
)
_DATEV_HEAD = (
    '"Umsatz (ohne Soll/Haben-Kz)";"Soll/Haben-Kennzeichen";"WKZ Umsatz";"Kurs";"Basis-Umsatz";"WKZ Basis-Umsatz";'
    '"Konto";"Gegenkonto (ohne BU-Schlüssel)";"BU-Schlüssel";"Belegdatum";"Belegfeld 1";"Belegfeld 2";"Skonto";'
    '"Buchungstext";"Postensperre"'
)
DATEV_BOOKINGS = "\r\n".join(
    [
        _DATEV_META,
        _DATEV_HEAD,
        '1190,00;"S";"EUR";;;"";10001;8400;"";1501;"RE-100";"140226";;"Müller & Söhne, Schränke";0',
        '535,00;"S";"EUR";;;"";10001;8300;"";1501;"RE-100";"140226";;"Müller & Söhne, Bücher";0',
        '119,00;"H";"EUR";;;"";10001;8400;"";2001;"GS-7";"";;"Gutschrift Müller";0',
        '238,00;"S";"";;;"";8400;10002;"9";202;"GS-8";"";;"Gutschrift Größe";0',
        '500,00;"S";"EUR";;;"";1200;10001;"";302;"RE-100";"";;"Zahlung Müller";0',
        '77,35;"S";"EUR";;;"";70001;1200;"";302;"ER-5";"";;"Lieferant";0',
        '2380,00;"H";"EUR";;;"";8400;10003;"";1003;"RE-101";"09042026";;"Küchen";0',
        "",
    ]
).encode("cp1252")

EXACT_OPEN = """\
Openstaande posten;;;;;;;;
Administratie: 100 - Kantoor BV;;;;;;;;
Relatiecode;Naam;Factuurnummer;Onze ref.;Uw ref.;Factuurdatum;Vervaldatum;Valuta;Factuurbedrag;Openstaand
2001;Bakkerij Jansen;26000123;;K-11;15-01-2026;14-02-2026;EUR;1.210,00;1.210,00
2001;Bakkerij Jansen;26000140;;;01-02-2026;03-03-2026;EUR;605,00;5,00
2002;Café 't Hoekje;26000150;;;20-02-2026;22-03-2026;EUR;-121,00;-121,00
Totaal;;;;;;;;1.694,00;1.094,00
"""

ODOO = """\
Number,Invoice Partner Display Name,Invoice/Bill Date,Due Date,Activities,Tax Excluded,Total,Amount Due,Currency,Payment Status,Status
INV/2026/00001,Azure Interior,2026-01-13,2026-02-12,,100.00,121.00,121.00,EUR,Not Paid,Posted
INV/2026/00002,Deco Addict,2026-01-20,2026-02-19,,50.00,60.50,0.00,EUR,Paid,Posted
INV/2026/00003,Deco Addict,2026-01-25,2026-02-24,,50.00,60.50,20.50,EUR,Partially Paid,Posted
/,Deco Addict,,,,50.00,60.50,60.50,EUR,Not Paid,Draft
INV/2026/00004,Azure Interior,2026-01-26,2026-02-25,,10.00,12.10,0.00,EUR,Not Paid,Cancelled
"""

ERPNEXT_INVOICES = """\
ID,Customer,Customer Name,Date,Payment Due Date,Grand Total,Outstanding Amount,Currency,Status,Is Return (Credit Note),Item (Items),Qty (Items)
ACC-SINV-2026-00001,CUST-1,Palm Traders,2026-01-13,2026-02-12,118,118,INR,Overdue,0,Chair,1
,,,,,,,,,,Table,1
ACC-SINV-2026-00002,CUST-1,Palm Traders,2026-01-20,2026-01-20,-59,-59,INR,Return,1,Chair,-1
ACC-SINV-2026-00003,CUST-2,Rest Cafe,2026-01-21,2026-02-20,200.5,0,INR,Paid,0,Lamp,1
ACC-SINV-2026-00004,CUST-2,Rest Cafe,2026-01-22,2026-02-21,50,50,INR,Draft,0,Lamp,1
ACC-SINV-2026-00005,CUST-2,Rest Cafe,2026-01-22,2026-02-21,50,0,INR,Cancelled,0,Lamp,1
"""

ERPNEXT_AGED = """\
Posting Date,Party Type,Party,Customer Name,Voucher Type,Voucher No,Due Date,Invoiced Amount,Paid Amount,Credit Note,Outstanding Amount,Age (Days),0-30,31-60,61-90,91-Above,Currency
2026-01-13,Customer,CUST-1,Palm Traders,Sales Invoice,ACC-SINV-2026-00001,2026-02-12,118,0,0,118,47,0,118,0,0,INR
2026-01-14,Customer,CUST-1,Palm Traders,Payment Entry,ACC-PAY-2026-00004,2026-01-14,0,30,0,-30,47,0,-30,0,0,INR
Total,,,,,,,118,30,0,88,,0,88,0,0,
"""
