"""All reports by kind: for the window and the command line."""

from collections.abc import Mapping
from typing import Final

from zooapp.reports import (
    age_pyramid,
    asset_act,
    audit,
    births_and_deaths,
    death_certificate,
    drug_book,
    health_certificate,
    ins_and_outs,
    inventory_sheet,
    loans,
    medical_summary,
    necropsy_report,
    plan,
    restated_sheet,
    specimen,
    stock_list,
    taxon_report,
    treatment_sheets,
    vaccination_card,
    year_form,
)
from zooapp.reports.spec import ReportSpec

REPORTS: Final[Mapping[str, ReportSpec]] = {
    spec.key: spec
    for spec in (
        inventory_sheet.REPORT,
        stock_list.REPORT,
        restated_sheet.REPORT,
        year_form.REPORT,
        ins_and_outs.REPORT,
        births_and_deaths.REPORT,
        taxon_report.REPORT,
        age_pyramid.REPORT,
        specimen.REPORT,
        death_certificate.REPORT,
        audit.REPORT,
        plan.REPORT,
        asset_act.REPORT,
        loans.REPORT,
        treatment_sheets.REPORT,
        drug_book.REPORT,
        medical_summary.REPORT,
        health_certificate.REPORT,
        vaccination_card.REPORT,
        necropsy_report.REPORT,
    )
}
