"""Makes openpyxl_sample.xlsx, the workbook that tests/unit/io/xlsx_test.cpp reads.

openpyxl stores formulas without their results, so two results are put in afterwards, as Excel would store them.
"""

import datetime as dt
import re
import sys
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

RESULTS = {"SUM(B10:B11)": ("", "3.5"), 'A2&amp;"!"': (' t="str"', "江南专用设备制造有限公司!")}


def fill_types(sheet):
    rows = [
        ("类型", "值"),
        ("江南专用设备制造有限公司", "  两端空格  "),
        ("富文本", CellRichText("潜在", TextBlock(InlineFont(b=True), "客户"), "(重点)")),
        ("日期", dt.date(2023, 10, 15)),
        ("日期时间", dt.datetime(2023, 10, 15, 9, 30)),
        ("时间", dt.time(9, 30)),
        ("时长", dt.timedelta(hours=25, minutes=30)),
        ("中文年月", dt.date(2015, 3, 1)),
        ("百分比", 0.85),
        ("整数", 1),
        ("小数", 2.5),
        ("大整数", 9007199254740992),
        ("电话", 13800138000),
        ("信用代码", "91320594MA1X000000"),
        ("真", True),
        ("假", False),
        ("错误", "#N/A"),
        ("公式数", "=SUM(B10:B11)"),
        ("公式文", '=A2&"!"'),
        ("公式空", "=NOW()"),
        ("换行", "第一行\n第二行"),
        ("转义", "a_x000D_b & <c> \"d\""),
    ]
    for row in rows:
        sheet.append(row)
    sheet["B8"].number_format = 'yyyy"年"m"月"'
    sheet["B9"].number_format = "0.0%"
    sheet["B4"].comment = Comment("填写日期", "tester")


def fill_sparse(sheet):
    sheet["B2"] = "合并"
    sheet.merge_cells("B2:D3")
    sheet["F5"] = "远"
    sheet["A9"] = 42


def inject_results(source, target):
    def with_result(match):
        kind, value = RESULTS.get(match["formula"], ("", ""))
        return f'<c{match["attributes"]}{kind}><f>{match["formula"]}</f><v>{value}</v></c>' if value else match[0]

    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "xl/worksheets/sheet1.xml":
                pattern = r'<c(?P<attributes>[^>]*)><f>(?P<formula>[^<]*)</f><v\s*/?>(?:</v>)?</c>'
                data = re.sub(pattern, with_result, data.decode()).encode()
            new.writestr(zipfile.ZipInfo(item.filename, (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def main():
    target = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).with_name("openpyxl_sample.xlsx"))
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = dt.datetime(2000, 1, 1)
    types = book.active
    types.title = "类型"
    fill_types(types)
    fill_sparse(book.create_sheet("稀疏"))
    hidden = book.create_sheet("内部")
    hidden["A1"] = "不给人看"
    hidden.sheet_state = "hidden"
    draft = target.with_suffix(".draft")
    book.save(draft)
    inject_results(draft, target)
    draft.unlink()


if __name__ == "__main__":
    main()
