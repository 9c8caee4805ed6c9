#!/usr/bin/env python3
"""Writes the bundled book: about sixty customers of a machine maker over three years.

Everything is invented; equal seeds give equal bytes. Run from anywhere: the files are written beside this script.
"""
import csv
import datetime as dt
import random
import sys
from pathlib import Path

SEED = 20240630
START, END = dt.date(2021, 7, 1), dt.date(2024, 6, 30)

CITIES = ["苏州", "无锡", "常州", "宁波", "杭州", "合肥", "芜湖", "佛山", "东莞", "武汉", "长沙", "青岛", "济南", "成都", "重庆", "西安", "郑州", "沈阳", "天津", "厦门"]
BRANDS = ["恒锐", "华盛", "鑫达", "瑞丰", "科瑞", "明远", "中联创", "东昊", "海川", "立信达", "博能", "宏图", "远景达", "金石", "凯越", "安泰", "新宇", "优创", "天工", "正泽",
          "蓝岭", "普瑞", "江源", "万合", "同辉", "永固", "欣荣", "启航", "力拓达", "卓远"]
TRADES = {
    "汽车零部件": ("制造业-汽车零部件", "汽车底盘与转向零件的冲压、焊接和装配", "人工装配节拍慢，不良率偏高"),
    "新能源": ("制造业-电池与储能", "动力电池模组与储能柜的生产", "产能爬坡慢，追溯系统不完整"),
    "家电": ("制造业-家用电器", "空调与小家电整机装配", "旺季用工难，换型时间长"),
    "医疗器械": ("制造业-医疗器械", "注射器与输液器的自动化生产", "洁净车间人员多，验证资料跟不上"),
    "食品机械": ("制造业-食品加工", "休闲食品的成型与包装", "包装线停机多，能耗高"),
    "电子": ("制造业-电子元器件", "连接器与传感器的组装测试", "来料波动大，测试工位成瓶颈"),
    "建材": ("制造业-建筑材料", "门窗五金与型材加工", "搬运靠人工，仓储混乱"),
    "物流设备": ("制造业-物流装备", "输送线与货架的制造", "项目交期紧，非标设计多"),
}
SUFFIXES = ["有限公司", "股份有限公司", "科技有限公司", "集团有限公司"]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = ["伟", "芳", "敏", "静", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "霞", "平", "刚", "建国", "志强", "晓东", "海燕", "文斌", "丽华", "国栋", "雪梅"]
PRODUCTS = {
    "自动装配线": (180, 420, "装配自动化"), "机器人焊接工作站": (60, 160, "焊接自动化"), "智能仓储系统": (90, 260, "仓储物流"),
    "视觉检测设备": (20, 70, "质量检测"), "包装自动化线": (80, 220, "包装自动化"), "设备维保服务": (5, 30, "服务"), "操作与维护培训": (1, 8, "培训"),
}
RIVALS = ["德迈自动化", "三和机器人", "优链智能", "广远装备"]
USERS = [("周岚", "销售", "华东一组"), ("沈志远", "销售", "华东二组"), ("何晓敏", "销售", "华南组"), ("罗建", "销售", "中西部组"), ("钱程", "大客户经理", "大客户组"),
         ("孟凡", "产品", "技术支持"), ("石磊", "售后", "服务部"), ("冯静", "主管", "华东区")]
NEEDS = [("新增一条自动装配线，提升产能", "自动装配线"), ("焊接工位改为机器人作业", "机器人焊接工作站"), ("建立立体仓库并与产线对接", "智能仓储系统"), ("增加在线视觉检测，降低不良率", "视觉检测设备"),
         ("包装环节自动化，减少用工", "包装自动化线"), ("签订年度维保，缩短停机时间", "设备维保服务"), ("操作工与维修工系统培训", "操作与维护培训")]
LATENT = ["希望供应商提供长期技术支持与培训", "希望设备预留与制造执行系统的接口", "担心投产初期停机影响交货", "希望分期付款减轻资金压力"]
PREDICTED = ["产能提升后，可能需增加仓储管理系统", "设备增多后，可能需要集中监控", "出口增加后，可能需要整线追溯"]
STAGES = ["初步接触", "挖掘需求", "证明能力/解决异议", "找出影响采购的人", "建立互信", "谈判"]
ROLE_OF_TITLE = [("总经理", "最终决策人", 9, 10), ("生产总监", "使用者", 5, 7), ("技术主管", "影响者、技术评估人", 5, 8), ("采购经理", "经办人", 2, 5), ("财务总监", "审批人", 5, 8), ("设备经理", "使用者、发起人", 3, 6)]
COVERAGE = ["未接触", "简短", "多次", "深入"]


class Book:
    def __init__(self, seed=SEED):
        self.random = random.Random(seed)
        self.tables = {}
        self.used_names = set()

    def add(self, table, **row):
        self.tables.setdefault(table, []).append({k: v for k, v in row.items() if v not in (None, "")})

    def day(self, first=START, last=END):
        return first + dt.timedelta(days=self.random.randrange((last - first).days + 1))

    def person(self):
        return self.random.choice(SURNAMES) + self.random.choice(GIVEN)

    def uscc(self, city):
        alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
        region = f"{self.random.choice([3205, 3302, 3401, 4406, 4201, 3702])}{self.random.randrange(1, 90):02d}"
        body = "".join(self.random.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(8))
        org = body + organization_check(body)
        text = "91" + region + org
        total = sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(text))
        return text + alphabet[(31 - total % 31) % 31]

    def write(self, folder):
        for table, rows in self.tables.items():
            headers = list(dict.fromkeys(key for row in rows for key in row))
            with open(folder / f"{table}.csv", "w", encoding="utf-8-sig", newline="") as out:
                writer = csv.DictWriter(out, headers, lineterminator="\r\n")
                writer.writeheader()
                writer.writerows(rows)


def organization_check(body):
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    total = sum(signs.index(c) * w for c, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2)))
    check = 11 - total % 11
    return "X" if check == 10 else "0" if check == 11 else str(check)


def chinese_date(day):
    return f"{day.year}年{day.month}月{day.day}日"


def wan(amount):
    return f"{amount}万元"


def add_people(book, name, strength):
    """Contacts and the decision chain; strength 0–1 says how far we have got with the customer."""
    r = book.random
    titles = [ROLE_OF_TITLE[0]] + r.sample(ROLE_OF_TITLE[1:], r.randrange(1, 5))
    chain, known = [], []
    boss = None
    for title, role, low, high in titles:
        who = book.person()
        if who in {k for k, _ in known}:
            continue
        known.append((who, title))
        level = min(3, max(0, int(strength * 4 + r.uniform(-1.2, .8))))
        support = max(-2, min(2, round(strength * 3 - 1 + r.uniform(-1, 1))))
        chain.append(f"{role}：{who}（影响力{r.randrange(low, high + 1)}，支持度{support}，{COVERAGE[level]}）")
        book.add("contacts", 客户名称=name, 联系人姓名=who, 职位=title, 手机=f"13{r.randrange(10)}{r.randrange(10**8):08d}" if level or r.random() < .5 else "",
                 电子邮箱=f"contact{r.randrange(1000, 9999)}@example.com" if r.random() < .5 else "", 直属上级=boss if boss and r.random() < .8 else "",
                 决策风格=r.choice(["数据驱动", "关系", "财务", "技术", "谨慎"]) if level > 1 else "", 生日=f"{r.randrange(1, 13)}月{r.randrange(1, 28)}日" if level > 2 else "")
        boss = boss or who
    book.add("decision_chains", 客户名称=name, 决策链关系="；".join(chain))
    return known


def add_interactions(book, name, people, owner, strength):
    r = book.random
    last = None
    for _ in range(2 + int(strength * 7) + r.randrange(3)):
        day = book.day()
        who = r.choice(people)[0]
        due = day + dt.timedelta(days=r.randrange(7, 30))
        step = r.choice(["提供定制化方案", "安排样机演示", "发送同行案例", "组织技术交流", "报价并确认交期", "回访试用情况"])
        book.add("interactions", 客户名称=name, 接触时间=chinese_date(day), 接触方式=r.choice(["会议", "电话", "拜访", "邮件"]), 发起方=r.choice(["我方", "我方", "客户"]), 我方参与人=r.choice([owner, f"{owner}、孟凡"]), 接待人=who,
                 沟通核心内容=r.choice(["对方案感兴趣，需进一步评估成本", "询问交期与安装条件", "关注同行应用效果", "要求降低首付比例", "认可样机节拍，等待内部立项"]),
                 客户反馈=r.choice(["认可", "需要对比其他供应商", "价格偏高", "技术满足要求", ""]), 下一步计划=f"{due.month}月{due.day}日前{step}" if r.random() < .8 else "")
        last = max(last or day, day)
    return last


def add_needs(book, name, people, trade):
    r = book.random
    chosen = r.sample(NEEDS, r.randrange(1, 4))
    for statement, product in chosen:
        low, high, _ = PRODUCTS[product]
        book.add("needs", 客户名称=name, 需求类型="显性", 具体需求描述=statement, 需求紧急性=r.choice(["高", "中", "中", "低", ""]), 需求重要性=r.choice(["高", "高", "中", "低"]),
                 需求预算=f"{low}-{high}万元" if r.random() < .6 else "", 期望完成日=(END + dt.timedelta(days=r.randrange(-20, 260))).isoformat() if r.random() < .5 else "",
                 契合度=f"{r.randrange(4, 11) * 10}%" if r.random() < .85 else "", 需求提出人=r.choice(people)[0] if r.random() < .7 else "", 提出日期=book.day().isoformat())
    if r.random() < .6:
        book.add("needs", 客户名称=name, 需求类型="隐性", 具体需求描述=r.choice(LATENT), 需求重要性=r.choice(["中", "低"]), 提出日期=book.day().isoformat())
    if r.random() < .4:
        book.add("needs", 客户名称=name, 需求类型="潜在", 具体需求描述=r.choice(PREDICTED), 把握度=f"{r.randrange(3, 8) * 10}%")
    return chosen


def add_opportunities(book, name, owner, chosen, strength):
    r = book.random
    for index, (statement, product) in enumerate(chosen):
        low, high, _ = PRODUCTS[product]
        amount = r.randrange(low, high + 1)
        opened = book.day(START, END - dt.timedelta(days=60))
        won = index and r.random() < .25 + strength * .4
        lost = index and not won and r.random() < .5
        closed = opened + dt.timedelta(days=r.randrange(30, 200))
        if closed > END:
            won = lost = False
        book.add("opportunities", 客户名称=name, 商机名称=f"{product}项目", 商机阶段="赢单" if won else "输单" if lost else STAGES[min(5, int(strength * 5 + r.random() * 1.5))], 预计金额=wan(amount),
                 项目预算=f"{int(amount * r.uniform(.6, 1))}-{int(amount * r.uniform(1, 1.3))}万元" if r.random() < .7 else "", 预算状态=r.choice(["可能购买", "有能力购买", "确定购买", "无预算", ""]),
                 客户意向="已承诺" if won else "无" if lost else r.choice(["较弱", "有兴趣", "有兴趣", "强烈"]), 意向产品=product, 商机负责人=owner, 商机发现日期=opened.isoformat(),
                 预计成交日期=(END + dt.timedelta(days=r.randrange(20, 200))).isoformat() if not (won or lost) else "", 结单日期=closed.isoformat() if won or lost else "",
                 结单原因="价格" if lost else "方案与交期" if won else "", 合作可能性评分=r.randrange(2, 6) if not (won or lost) and r.random() < .4 else "")
        if won:
            add_trade(book, name, product, amount, closed)


def add_trade(book, name, product, amount, closed):
    r = book.random
    book.add("transactions", 客户名称=name, 交易日期=closed.isoformat(), 交易产品=product, 数量=1, 成交金额=wan(amount))
    due = closed + dt.timedelta(days=60)
    paid = due + dt.timedelta(days=r.randrange(-40, 90))
    book.add("receivables", 客户名称=name, 开票日期=closed.isoformat(), 到期日=due.isoformat(), 应收金额=wan(amount))
    book.add("installed_products", 客户名称=name, 现用产品=product, 现用品牌="华辰", 现用数量=1, 开始使用时间=f"{closed.year}年{closed.month}月", 保修期至=(closed + dt.timedelta(days=365)).isoformat())
    if paid > END:
        book.add("customer_events", 客户名称=name, 事件日期=END.isoformat(), 事件内容="货款逾期，财务已发函")
    if r.random() < .35:
        received = min(END, closed + dt.timedelta(days=r.randrange(20, 240)))
        book.add("complaints", 客户名称=name, 抱怨时间=received.isoformat(), 原因类别=r.choice(["产品质量", "服务", "交货"]), 抱怨原委=r.choice(["节拍达不到合同约定", "安装人员未按时到场", "备件等待超过两周"]),
                 关闭时间=(received + dt.timedelta(days=r.randrange(5, 40))).isoformat() if r.random() < .7 and received < END - dt.timedelta(days=45) else "")


def add_customer(book, index):
    r = book.random
    while True:
        city, brand, trade = r.choice(CITIES), BRANDS[index % len(BRANDS)], r.choice(sorted(TRADES))
        name = f"{city}{brand}{trade}{r.choice(SUFFIXES)}"
        if city + brand not in book.used_names:
            break
    book.used_names.add(city + brand)
    strength = r.random()
    industry, business, pain = TRADES[trade]
    size = r.choice([(50, 100), (100, 300), (300, 500), (500, 1000), (1000, 3000)])
    revenue = {50: "2000-5000万元", 100: "5000万-1亿元", 300: "1-3亿元", 500: "1-5亿元", 1000: "5-20亿元"}[size[0]]
    owner = USERS[index % 5][0]
    book.add("customers", 客户名称=name, 客户简称=f"{city}{brand}", 统一社会信用代码=book.uscc(city) if r.random() < .8 else "", 客户性质=r.choice(["普通公司", "普通公司", "普通公司", "特殊公司"]), 所属行业=industry, 所在区域=city, 地址=f"{city}市高新区工业路{r.randrange(1, 300)}号",
             企业规模=f"{size[0]}-{size[1]}人，年营收{revenue}", 成立时间=f"{r.randrange(1995, 2019)}年{r.randrange(1, 13)}月", 注册资本=wan(r.choice([500, 1000, 3000, 5000, 10000])), 主营业务=business, 当前痛点=pain if r.random() < .85 else "",
             近期目标=r.choice(["两年内产能翻番", "拓展海外市场", "降低单件成本一成", ""]), 客户类型=r.choice(["新客户", "存量客户", "存量客户", "战略客户", "潜在客户"]), 付款条件=r.choice(["预付30%，货到60天", "月结30天", "预付50%，验收后付清", ""]),
             信息来源=r.choice(["展览", "推荐", "网络", "公司同仁", "商讯"]), 负责业务员=owner, 标签=f"行业:{trade}; 区域:{city}")
    people = add_people(book, name, strength)
    add_interactions(book, name, people, owner, strength)
    add_opportunities(book, name, owner, add_needs(book, name, people, trade), strength)
    if r.random() < .5:
        book.add("competitor_positions", 客户名称=name, 竞争对手=r.choice(RIVALS), 竞品=r.choice(sorted(PRODUCTS)), 竞品满意度=r.choice(["满意", "一般", "不满意"]))


def build(seed=SEED):
    book = Book(seed)
    for name, job, team in USERS:
        book.add("users", 员工姓名=name, 岗位=job)
    for product, (low, high, category) in PRODUCTS.items():
        book.add("offerings", 产品名称=product, 产品类别=category, 价格范围=f"{low}-{high}万元")
    for index in range(60):
        add_customer(book, index)
    return book


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "book"
    target.mkdir(parents=True, exist_ok=True)
    build().write(target)
