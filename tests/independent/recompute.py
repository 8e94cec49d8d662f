#!/usr/bin/env python3
"""A second computation of a plan, from the method's document alone: Python's standard library, no code shared.

recompute.py LIST... --json PLAN.json [--set parameter=number] [--resource name.key=number]
    reads the lists (.xlsx or .csv) itself, computes everything again, and compares with the program's JSON.
recompute.py --make SEED FOLDER
    writes a made-up list as CSV files, with records of every kind, for the program and for this script.

Exit code 0: all figures agree to 1e-9. 1: they do not; each difference is printed.
"""
import csv, datetime, json, math, os, random, re, sys, unicodedata, zipfile
import xml.etree.ElementTree as ET

PARAMETERS = dict(
    probability_repeat=0.8, probability_new=0.3, core_share=0.2, growth_rank_share=0.2, new_business_share=0.3,
    growth_rate=0.2, cost_per_visit=0.0, high_score_ten=6, high_score_five=4, stale_contact_days=90,
    contradiction_probability=0.7, contradiction_index=0, accelerate_days=60, concentration_share=0.8,
    order_period_months=12, decision_least=0.0)
STAGES = {  # stage: probability; won and lost are closed
    'prospecting': 0.1, 'qualified': 0.2, 'needs analysis': 0.4, 'engaging': 0.4, 'proposal': 0.6,
    'negotiation': 0.8, 'verbal commitment': 0.9, 'closed won': 'won', 'won': 'won', 'closed lost': 'lost',
    'lost': 'lost'}
ROLES = ['approver', 'decision_maker', 'influencer_a', 'influencer_b', 'influencer_c', 'gatekeeper', 'roadblock',
         'rising_star', 'unknown']
WEIGHT = dict(zip(ROLES, [5, 5, 3, 2, 1, 1, 2, 1, 1]))
POINTS = {'champion': 2, 'supporter': 1, 'doubter': -1, 'obstructionist': -2}
MATCHING = {'price': 'transactional', 'product_value': 'consultative', 'enterprise_value': 'strategic'}
DECIDES = ('approver', 'decision_maker')


# ---- reading -------------------------------------------------------------------------------------------------

HEADERS = {  # of the demo and of public lists; a field's own code is understood too
    'account id': 'account_id', 'customer id': 'account_id', 'account': 'account', 'customer': 'account',
    'annual revenue': 'annual_revenue', 'gross profit': 'gross_profit', 'growth rate': 'growth_rate',
    'repeat sales': 'repeat_sales', 'new business': 'new_business', 'on-site visits': 'visits',
    'service cost': 'service_cost', 'support cost': 'support_cost', 'value orientation': 'value_orientation',
    'selling mode': 'selling_mode', 'alliance level': 'alliance_level', 'alliance target': 'alliance_target',
    'key person': 'name', 'decision role': 'role', 'commitment level': 'commitment', 'visits a year': 'visits',
    'reports to': 'reports_to', 'our counterpart': 'counterpart', 'last contact': 'last_contact',
    'opportunity': 'name', 'close date': 'close_date', 'deal_stage': 'stage', 'close_value': 'amount',
    'order date': 'date', 'sales': 'amount', 'profit': 'profit', 'previous revenue': 'previous_revenue',
    'gross margin': 'gross_margin', 'product': 'product', 'industry': 'industry', 'opportunity_id': 'id', 'revenue': 'company_revenue',
    'visit date': 'visit_date', 'impact element': 'element', 'benefit type': 'benefit_type',
    'value item': 'description', 'unit value': 'unit_value', 'times a year': 'times',
    'share attributed to us': 'attribution', 'our cost': 'our_cost', 'cost item': 'category',
    'cost with us': 'cost_ours', 'cost with the alternative': 'cost_alternative', 'resource': 'name',
    'unit cost': 'unit_cost', 'smallest step': 'step', 'core floor': 'floor_core', 'growth floor': 'floor_growth',
    'laggard floor': 'floor_laggard', 'core cap': 'cap_core', 'growth cap': 'cap_growth',
    'laggard cap': 'cap_laggard', 'goal kind': 'goal_kind', 'plan part': 'part', 'current budget': 'current_budget',
    '订单日期': 'date', '客户 id': 'account_id', '客户名称': 'account', '销售额': 'amount', '利润': 'profit'}
WORDS = {  # labels that are not their code with blanks
    'a-influencer': 'influencer_a', 'b-influencer': 'influencer_b', 'c-influencer': 'influencer_c',
    'observer': '0', 'one of the suppliers': '1', 'preferred supplier': '2', 'business consultant': '3',
    'partner': '4', 'lower current cost': 'lower_cost', 'avoided future cost': 'avoided_cost',
    'confirmed by the customer': 'confirmed'}
NUMBERS = set('''annual_revenue previous_revenue gross_margin cost margin gross_profit growth_rate repeat_sales new_business probability probability_repeat
    probability_new visits service_cost support_cost current_budget alliance_level alliance_target receptivity
    dynamics amount profit before after unit_value times attribution our_cost cost_ours cost_alternative scale
    capacity unit_cost step floor_core floor_growth floor_laggard cap_core cap_growth cap_laggard baseline target
    actual'''.split())
DATES = {'last_contact', 'close_date', 'date', 'visit_date'}
CODES = {'role', 'commitment', 'value_orientation', 'selling_mode', 'alliance_level', 'alliance_target', 'kind',
         'element', 'benefit_type', 'evidence', 'layer', 'part', 'status'}


def xlsx(path):
    space = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
    book = zipfile.ZipFile(path)
    shared = []
    if 'xl/sharedStrings.xml' in book.namelist():
        for item in ET.fromstring(book.read('xl/sharedStrings.xml')).findall(space + 'si'):
            shared.append(''.join(t.text or '' for t in item.iter(space + 't')))
    links = {r.get('Id'): r.get('Target') for r in ET.fromstring(book.read('xl/_rels/workbook.xml.rels'))}
    relation = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id'
    for sheet in ET.fromstring(book.read('xl/workbook.xml')).iter(space + 'sheet'):
        target = links[sheet.get(relation)].lstrip('/')
        root = ET.fromstring(book.read(target if target.startswith('xl/') else 'xl/' + target))
        rows = []
        for row in root.iter(space + 'row'):
            cells = {}
            for cell in row.findall(space + 'c'):
                letters = re.match('[A-Z]+', cell.get('r')).group()
                column = 0
                for letter in letters:
                    column = column * 26 + ord(letter) - 64
                value = cell.find(space + 'v')
                kind = cell.get('t')
                if kind == 'inlineStr':
                    cells[column] = ''.join(t.text or '' for t in cell.iter(space + 't'))
                elif value is not None and value.text is not None:
                    cells[column] = (shared[int(value.text)] if kind == 's' else
                                     value.text if kind in ('str', 'b', 'e') else float(value.text))
            rows.append(cells)
        yield sheet.get('name'), rows


def tables(path):
    if path.endswith('.csv'):
        with open(path, encoding='utf-8-sig', newline='') as file:
            rows = [{c: v for c, v in enumerate(r) if v.strip()} for r in csv.reader(file)]
        yield os.path.basename(path)[:-4], rows
    else:
        yield from xlsx(path)


def kind_of(fields, name):
    has = lambda *wanted: all(w in fields for w in wanted)
    if has('visit_date'):
        return 'visits'
    if has('goal_kind') or has('part') or has('statement'):
        return None
    if has('element') or has('benefit_type'):
        return 'values'
    if has('layer'):
        return 'costs'
    if has('capacity') or has('unit_cost'):
        return 'resources'
    if has('role') or has('receptivity'):
        return 'persons'
    if has('stage') or has('close_date'):
        return 'opportunities'
    if has('date', 'amount'):
        return 'orders'
    return 'accounts' if has('name') or has('account') else None


def value_of(field, raw):
    if isinstance(raw, str):
        raw = raw.strip()
        if not raw:
            return None
    if field in DATES:
        if isinstance(raw, str):
            numbers = [int(n) for n in re.findall(r'\d+', raw)[:3]]
            if numbers[0] < 100:  # month/day/year
                numbers = [numbers[2], numbers[0], numbers[1]]
            return datetime.date(*numbers)
        return datetime.date(1899, 12, 30) + datetime.timedelta(days=int(raw))
    if field in CODES and isinstance(raw, str):
        word = raw.lower()
        raw = WORDS.get(word, word.replace(' ', '_'))
    if field in NUMBERS and field not in ('scale',) and isinstance(raw, str):
        return float(raw.replace(',', ''))
    if isinstance(raw, float) and field not in NUMBERS:
        return str(int(raw)) if raw == int(raw) else str(raw)
    return raw


def read(paths):
    records = {k: [] for k in ('accounts', 'persons', 'opportunities', 'orders', 'visits', 'values', 'costs',
                                   'resources')}
    for path in paths:
        for name, rows in tables(path):
            if not rows:
                continue
            header = {}
            for column, text in rows[0].items():
                key = str(text).strip().lower()
                header[column] = HEADERS.get(key, key.replace(' ', '_'))
            kind = kind_of(set(header.values()), name)
            if kind is None:
                continue
            for row in rows[1:]:
                record = {header[c]: value_of(header[c], v) for c, v in row.items() if c in header}
                record = {f: v for f, v in record.items() if v is not None}
                if not record:
                    continue
                if kind == 'accounts':
                    if 'account_id' in record:
                        record['id'] = record.pop('account_id')
                    if 'account' in record:
                        record['name'] = record.pop('account')
                records[kind].append(record)
    return records


# ---- the method ----------------------------------------------------------------------------------------------

def nine(x):
    return round(x, 9)


def plain(text):
    return ''.join(c for c in unicodedata.normalize('NFKC', text).lower() if c.isalnum())


def months_before(day, months):
    """The same day so many months earlier; a day that month lacks is its last."""
    count = day.year * 12 + day.month - 1 - months
    year, month = count // 12, count % 12 + 1
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return datetime.date(year, month, min(day.day, (following - datetime.timedelta(days=1)).day))


def joined(records):
    """Accounts by key, children by account; accounts that only order lines name are made from them."""
    accounts = {}
    for record in records['accounts']:
        accounts[record.get('id', record['name'])] = dict(record)
    by_name = {plain(a['name']): key for key, a in accounts.items()}
    no_accounts = not accounts
    children = {}
    for kind in ('persons', 'opportunities', 'orders', 'visits', 'values', 'costs'):
        for record in records[kind]:
            key = record.get('account_id')
            if key is None or key not in accounts:
                key = by_name.get(plain(record.get('account', '')), key)
            if key is None or key not in accounts:
                if not no_accounts or kind != 'orders':
                    continue
                key = record.get('account_id', record.get('account'))
                accounts[key] = {'name': record.get('account', key)}
                if 'account_id' in record:
                    accounts[key]['id'] = record['account_id']
            if kind == 'orders' and 'industry' in record:
                accounts[key].setdefault('industry', record['industry'])
            children.setdefault(kind, {}).setdefault(key, []).append(record)
    return accounts, children


def stage_of(deal):
    return STAGES.get(str(deal.get('stage', '')).strip().lower().replace('_', ' '))


def look_back(accounts, children, p, today):
    """METHOD 1: the two order windows, and what they and the closed deals say."""
    orders, deals = children.get('orders', {}), children.get('opportunities', {})
    lines = []
    for key, rows in orders.items():
        for o in rows:
            if 'amount' not in o:
                continue
            profit = o.get('profit')
            if profit is None and 'cost' in o:
                profit = o['amount'] - o['cost']
            if profit is None and 'margin' in o:
                profit = o['amount'] * o['margin']
            lines.append((key, o.get('date'), o['amount'], profit, o.get('product')))
    listed = bool(lines)
    winners = set()
    for key, rows in deals.items():
        if 'annual_revenue' in accounts[key] or key in orders:
            continue
        for d in rows:
            if stage_of(d) == 'won' and 'amount' in d and 'close_date' in d:
                lines.append((key, d['close_date'], d['amount'], None, None))
                winners.add(key)
    h = dict(end=None, full=False, won=0, lost=0, buyers=0, again=0, months=None, lines=lines, listed=listed,
             winners=winners, any_profit=any(l[3] is not None for l in lines), start=None)
    dated = [l[1] for l in lines if l[1]]
    undated = bool(lines) and not dated
    past = [d for d in dated if d <= today]
    m = int(p['order_period_months'])
    if past:
        h['months'] = m
        h['end'] = max(past)
        h['start'] = months_before(h['end'], m)
        h['before'] = months_before(h['end'], 2 * m)
        h['full'] = min(dated) <= h['before'] + datetime.timedelta(days=31)
    for key, a in accounts.items():
        a['this'] = a['previous'] = a['profit'] = None
        if not (h['end'] or undated) or not (listed or key in winners):
            continue
        own = [l for l in lines if l[0] == key]
        inside = own if undated else [l for l in own if l[1] and h['start'] < l[1] <= h['end']]
        factor = 1 if undated else 12 / m
        a['inside'] = inside
        a['this'] = math.fsum(l[2] for l in inside) * factor
        if h['full']:
            a['previous'] = factor * math.fsum(l[2] for l in own if l[1] and h['before'] < l[1] <= h['start'])
        if not inside:
            a['profit'] = 0.0 if h['any_profit'] else None
        else:
            known = [l for l in inside if l[3] is not None]
            whole = math.fsum(abs(l[2]) for l in inside)
            share = 1.0 if len(known) == len(inside) else (
                math.fsum(abs(l[2]) for l in known) / whole if whole > 0 else 0.0)
            if known and nine(share) >= 0.9:
                a['profit'] = math.fsum(l[3] for l in known) / share * factor
    for key, rows in deals.items():
        for d in rows:
            if stage_of(d) in ('won', 'lost') and not str(d.get('kind', '')).startswith('repeat'):
                h[stage_of(d)] += 1
                accounts[key][stage_of(d)] = accounts[key].get(stage_of(d), 0) + 1
    if h['full']:
        bought = [a for a in accounts.values() if round(a['previous'] or 0, 6) > 0]
        h['buyers'] = len(bought)
        h['again'] = sum(round(a['this'] or 0, 6) > 0 for a in bought)
    return h


def revenue(accounts, h):
    """Entered, else from the window, else by margin; growth from two years."""
    for key, a in accounts.items():
        a['derived'] = set()
        own = 'annual_revenue' in a
        if not own and a['this'] is not None:
            a['annual_revenue'] = a['this']
            if h['months'] not in (None, 12):
                a['derived'].add('annual_revenue')
            if 'previous_revenue' not in a and a['previous'] is not None:
                a['previous_revenue'] = a['previous']
        if 'gross_profit' not in a:
            if a['profit'] is not None:
                a['gross_profit'] = a['profit']
            elif a.get('annual_revenue') is not None and 'gross_margin' in a:
                a['gross_profit'] = a['annual_revenue'] * a['gross_margin']
        a['growth_derived'] = False
        if 'growth_rate' not in a and a.get('annual_revenue') is not None and a.get('previous_revenue', 0) > 0:
            a['growth_rate'] = a['annual_revenue'] / a['previous_revenue'] - 1
            a['growth_derived'] = True
            a['derived'].add('growth_rate')


def visits_a_year(accounts, children, today):
    """Visit rows of the 12 months that end with the newest dated today or before, where the column is blank."""
    rows = children.get('visits', {})
    days = [v['visit_date'] for visits in rows.values() for v in visits if 'visit_date' in v]
    days = [d for d in days if d <= today]
    if days:
        start, end = months_before(max(days), 12), max(days)
        for key, account in accounts.items():
            counted = [v for v in rows.get(key, []) if 'visit_date' in v and start < v['visit_date'] <= end]
            account.setdefault('visits', float(len(counted)))


def chance_of(part, account, h, p):
    """P of history where it has 20 cases, else the assumed one; and which of both."""
    if part == 'repeat':
        return (h['again'] / h['buyers'], 1) if h['buyers'] >= 20 else (p['probability_repeat'], 2)
    own = account.get('won', 0) + account.get('lost', 0)
    if own >= 20:
        return account.get('won', 0) / own, 1
    closed = h['won'] + h['lost']
    return (h['won'] / closed, 1) if closed >= 20 else (p['probability_new'], 2)


def expected_value(account, deals, h, p, today):
    """EV with its parts: 0 entered, 1 derived, 2 assumed."""
    open_rows = []
    late = 0.0
    for deal in deals:
        stage = stage_of(deal)
        if stage in ('won', 'lost'):
            continue
        kind = 'repeat' if deal.get('kind') in ('repeat', 'repeat_sales') else 'new'
        named = None
        if 'probability' in deal:
            chance, origin = deal['probability'], 0
        elif stage is not None:
            chance, origin = stage, 1
        else:
            chance, origin = chance_of(kind, account, h, p)
            named = origin
        if 'amount' in deal:
            open_rows.append((kind, deal['amount'], chance, origin, named))
            if 'close_date' in deal and (today - deal['close_date']).days > 90:
                late += deal['amount'] * chance
    found = dict(assumed=set(), derived=set(), parts=[0.0, 0.0, 0.0], overdue=0.0, guessed=False)
    if open_rows:
        for part, field in (('repeat', 'repeat_sales'), ('new', 'new_business')):
            rows = [r for r in open_rows if r[0] == part]
            if rows:
                found[field] = math.fsum(r[1] for r in rows)
                found[part] = math.fsum(r[1] * r[2] for r in rows)
            for r in rows:
                found['parts'][r[3]] += r[1] * r[2]
                if r[4]:
                    found['assumed' if r[4] == 2 else 'derived'].add('probability_' + part)
        found['SP'] = found.get('repeat_sales', 0) + found.get('new_business', 0)
        found['EV'] = found.get('repeat', 0) + found.get('new', 0)
        found['new_value'] = found.get('new')
        found['overdue'] = late
    else:
        repeat, new = account.get('repeat_sales'), account.get('new_business')
        amounts = 0
        if repeat is None and new is None and account.get('annual_revenue') is not None:
            repeat = max(account['annual_revenue'], 0)
            amounts = 2
            found['assumed'].add('repeat_sales')
        one = account.get('probability')
        chances = {}
        for part, amount in (('repeat', repeat), ('new', new)):
            chance, origin = account.get('probability_' + part, one), 0
            if chance is None and amount is not None:
                chance, origin = chance_of(part, account, h, p)
                found['assumed' if origin == 2 else 'derived'].add('probability_' + part)
            chances[part] = chance
            if amount is not None:
                origin = max(origin, amounts if part == 'repeat' else 0)
                found['parts'][origin] += amount * chance
        found.update(repeat_sales=repeat, new_business=new)
        if repeat is not None or new is not None:
            found['SP'] = (repeat or 0) + (new or 0)
            found['EV'] = (repeat or 0) * (chances['repeat'] or 0) + (new or 0) * (chances['new'] or 0)
            found['new_value'] = new * chances['new'] if new is not None else None
        if one is not None and 'probability_repeat' not in account and 'probability_new' not in account:
            found['P'] = one
    found['guessed'] = bool(found['assumed'] - {'repeat_sales'})
    if 'P' not in found and found.get('SP'):
        found['P'] = found['EV'] / found['SP']
    return found


def largest_remainder(quotas, total):
    whole = [math.floor(nine(q)) for q in quotas]
    rest = sorted((-nine(nine(q) - w), i) for i, (q, w) in enumerate(zip(quotas, whole)))
    for remainder, i in rest[:max(0, math.floor(round(total, 6)) - sum(whole))]:
        if remainder < 0:
            whole[i] += 1
    return whole


def level_of(person, p):
    def high(score):
        if score is None:
            return None
        if isinstance(score, str):
            return score == 'high'
        return score >= (p['high_score_five'] if str(person.get('scale', '10')).startswith('5')
                         else p['high_score_ten'])
    r, d = high(person.get('receptivity')), high(person.get('dynamics'))
    if r is None or d is None:
        return person.get('commitment', 'unknown')
    return {(True, True): 'champion', (True, False): 'supporter', (False, False): 'doubter',
            (False, True): 'obstructionist'}[(r, d)]


def chains(people):
    """The shortest chain from a champion, else from a supporter; by names: one name is one person."""
    nodes = {}
    for person in people:
        node = nodes.setdefault(plain(person['name']), dict(name=person['name'], weight=0, levels=set(), to=set()))
        node['weight'] = max(node['weight'], person['weight'])
        node['levels'].add(person['level'])
    for person in people:
        own = plain(person['name'])
        for field in ('reports_to', 'influences'):
            for name in re.split('[、,，;；/|\n]', person.get(field, '')):
                other = plain(name)
                if other in nodes and other != own:
                    nodes[own]['to'].add(other)
                    nodes[other]['to'].add(own)
    rank = lambda key: (-nodes[key]['weight'], nodes[key]['name'])

    def best(level):
        found, layer = {}, sorted((k for k, n in nodes.items() if level in n['levels']), key=rank)
        paths = [[k] for k in layer]
        while paths:
            for path in paths:
                found.setdefault(path[-1], path)
            longer = [path + [n] for path in paths if found[path[-1]] is path for n in nodes[path[-1]]['to']
                      if n not in found]
            paths = sorted(longer, key=lambda path: [rank(k) for k in path])
        return found

    champions, supporters = best('champion'), best('supporter')
    for person in people:
        key = plain(person['name'])
        path = champions.get(key) or supporters.get(key)
        # The last one is shown as this row writes it.
        person['chain'] = path and [nodes[k]['name'] for k in path[:-1]] + [person['name']]


def plan(records, p, resources_set, today):
    accounts, children = joined(records)
    history = look_back(accounts, children, p, today)
    revenue(accounts, history)
    visits_a_year(accounts, children, today)
    n = len(accounts)
    of = lambda kind, key: children.get(kind, {}).get(key, [])
    for key, a in accounts.items():
        a['key'] = key
        a.update(found=expected_value(a, of('opportunities', key), history, p, today))
    ev = lambda a: a['found'].get('EV')
    gp, rev = (lambda a: a.get('gross_profit')), (lambda a: a.get('annual_revenue'))
    last = lambda v: (v is None, -v if v is not None else 0)
    order = sorted(accounts.values(), key=lambda a: (
        last(round(ev(a), 6) if ev(a) is not None else None), last(gp(a) and round(gp(a), 6)),
        last(rev(a) and round(rev(a), 6)), a.get('id') is None, a.get('id') or '', a['name']))
    total = math.fsum(ev(a) for a in order if ev(a) is not None)
    running = 0.0
    for place, a in enumerate(order, 1):
        a['order'] = place
        a['rank'] = place if ev(a) is not None else None
        a['RV'] = ev(a) / total if ev(a) is not None and total > 0 else None
        running += a['RV'] or 0
        a['cumulative'] = running if a['RV'] is not None else None
    # 20/80
    half = nine(0.5 * n)
    have = lambda f: sum(f(a) is not None for a in order)
    basis = next((f for f in (gp, rev, ev) if have(f) >= half), None) or max((gp, rev, ev), key=have)
    edge = sorted((a for a in order if basis(a) is not None and round(basis(a), 6) > 0), key=lambda a: (
        -round(basis(a), 6), last(ev(a) and round(ev(a), 6)), last(rev(a)), a['order']))
    core = {a['key'] for a in edge[:math.ceil(nine(p['core_share'] * n))]}
    quota = math.ceil(nine(p['growth_rank_share'] * n))
    visits = math.fsum(a.get('visits', 0) for a in order)
    profit = math.fsum(max(gp(a) or 0, 0) for a in order)
    revenues = [rev(a) for a in order if rev(a) is not None]
    mean = math.fsum(revenues) / len(revenues) if revenues else None
    of_visits = next((r for r in records['resources'] if r['name'].lower() == 'visits'), {})
    visit_cost = resources_set.get('visits', {}).get('unit_cost', of_visits.get('unit_cost', p['cost_per_visit']))
    visit_cost = visit_cost if visit_cost > 0 else None
    for a in order:
        new = a['found'].get('new_value')
        grows = nine(a.get('growth_rate', -9)) >= p['growth_rate'] and (
            not a['growth_derived'] or round(rev(a), 6) >= round(mean, 6))
        if ev(a) is None and rev(a) is None and gp(a) is None:
            a['segment'], a['reason'] = 'unassessed', 'no_figures'
        elif a['key'] in core:
            a['segment'] = 'core'
        elif (ev(a) or 0) > 0 and a['rank'] <= quota:
            a['segment'], a['reason'] = 'growth', 'future_value'
        elif new is not None and (rev(a) or 0) > 0 and nine(new) >= nine(p['new_business_share'] * rev(a)):
            a['segment'], a['reason'] = 'growth', 'new_business_share'
        elif grows:
            a['segment'], a['reason'] = 'growth', 'growth_rate'
        else:
            a['segment'], a['reason'] = 'laggard', 'rest'
        of_visit = a['visits'] * visit_cost if 'visits' in a and visit_cost else None
        known = [c for c in (a.get('service_cost'), a.get('support_cost'), of_visit) if c is not None]
        a['cost_to_serve'] = math.fsum(known) if known else None
        a['net'] = gp(a) - (a['cost_to_serve'] or 0) if gp(a) is not None else None
        a['drag'] = None
        if a['segment'] == 'laggard':
            costed = 'service_cost' in a or 'support_cost' in a or visit_cost
            much = (a.get('visits', 0) > 2 and gp(a) is not None and visits > 0 and profit > 0
                    and nine(a['visits'] / visits) >= nine(1.5 * (gp(a) / profit)))
            if gp(a) is None or ('visits' not in a and 'service_cost' not in a) or not costed:
                a['drag'] = 'unknown'
            else:
                a['drag'] = 'confirmed' if round(a['net'], 6) <= 0 else 'over_served' if much else 'low_touch'
    great = sorted((a for a in order if round(a.get('previous_revenue', 0), 6) > 0),
                   key=lambda a: (-round(a['previous_revenue'], 6), a['order']))
    for a in great[:math.ceil(nine(0.2 * n))]:
        a['losing'] = rev(a) is not None and nine(1 - rev(a) / a['previous_revenue']) >= 0.3
    # allocation
    resources = {'visits': {}, 'budget': {}}
    for r in records['resources']:
        r['name'] = r['name'].lower() if r['name'].lower() in resources else r['name']
        resources.setdefault(r['name'], {}).update({k: v for k, v in r.items() if k != 'name'})
    for name, more in resources_set.items():
        resources.setdefault(name, {}).update(more)
    shared = []
    says = lambda r: any(k != 'step' for k in r)
    stated = any(says(r) for r in resources.values()) or any(
        'visits' in a or 'current_budget' in a for a in order)
    for name in ['visits', 'budget'] + sorted(set(resources) - {'visits', 'budget'}):
        r = dict(resources[name])
        current = {'visits': 'visits', 'budget': 'current_budget'}.get(name, name.lower().replace(' ', '_'))
        uses = [a.get(current) for a in order]
        uses = [float(u) if u is not None else None for u in uses]
        known = [u for u in uses if u is not None]
        capacity = r.get('capacity', math.fsum(known) if known else None)
        notional = name == 'visits' and not stated
        if notional:
            capacity = 100.0
        if capacity is None:
            continue
        step = r.get('step', 1)
        r.update(name=name, capacity=capacity, step=step, recommended=None, reserve=None, assumed=notional)
        units = nine(capacity / step)
        most = []
        for a, use in zip(order, uses):
            caps = [r.get('cap_' + a['segment'])]
            if a['drag'] in ('confirmed', 'over_served') and use is not None:
                caps.append(use)
            caps = [math.floor(nine(c / step)) for c in caps if c is not None]
            most.append(min(caps) if caps else None)
        under = lambda steps, cap: steps if cap is None else min(steps, cap)
        own = [under(math.ceil(nine(r.get('floor_' + a['segment'], 0) / step)), cap)
               for a, cap in zip(order, most)]
        keeping = [under(math.ceil(nine(use / step)), cap) if a['RV'] is None and use is not None else floor
                   for a, use, cap, floor in zip(order, uses, most, own)]
        floors = keeping if sum(keeping) <= units else own
        if sum(floors) <= units:
            quotas, cut = [], 0.0
            for a, floor, cap in zip(order, floors, most):
                q = nine(floor + (units - sum(floors)) * (a['RV'] or 0))
                cut += max(q - under(q, cap), 0)
                quotas.append(under(q, cap))
            ranked = any(a['RV'] for a in order)
            given = largest_remainder(quotas, units - cut if ranked else sum(floors))
            r['recommended'] = [g * step for g in given]
            r['reserve'] = capacity - sum(given) * step
        for i, a in enumerate(order):
            amount = r['recommended'][i] if r['recommended'] else None
            a.setdefault('uses', {})[name] = (uses[i], amount)
        r['unit_cost'] = {'visits': None if notional else visit_cost, 'budget': r.get('unit_cost', 1.0)}.get(
            name, r.get('unit_cost'))
        shared.append(r)
    both = [a for a in order if gp(a) is not None and rev(a) is not None]
    all_revenue = math.fsum(rev(a) for a in both)
    list_margin = math.fsum(gp(a) for a in both) / all_revenue if all_revenue > 0 else None
    for a in order:
        margin = gp(a) / rev(a) if gp(a) is not None and (rev(a) or 0) > 0 else list_margin
        costs = [a['uses'][r['name']][1] * r['unit_cost'] for r in shared
                 if a['uses'][r['name']][1] is not None and r['unit_cost'] is not None]
        costs += [a[f] for f in ('service_cost', 'support_cost') if f in a]
        cost = math.fsum(costs) or None
        a['roi'] = (ev(a) * margin - cost) / cost if cost and ev(a) is not None and margin is not None else None
        pays = (a['found'].get('SP') or 0) * (margin or 0)
        a['break_even'] = cost / pays if cost and cost > 0 and pays > 0 else None
        looked = [(*a['uses'][r['name']], r['unit_cost'], r['step']) for r in shared
                  if a['uses'][r['name']][0] is not None and a['uses'][r['name']][1] is not None
                  and r['unit_cost'] is not None]
        a['in_money'] = bool(looked)
        if not looked:
            looked = [(*a['uses'][r['name']], 1.0, r['step']) for r in shared
                      if a['uses'][r['name']][0] is not None][:1]
            looked = [x for x in looked if x[1] is not None]
        a['G'] = math.fsum((wanted - now) * cost for now, wanted, cost, _ in looked) if looked else None
        a['wanted'] = math.fsum(wanted * cost for _, wanted, cost, _ in looked)
        least = max([step * cost for _, _, cost, step in looked]
                    + [0.1 * math.fsum(now * cost for now, _, cost, _ in looked), p['decision_least']])
        used = any(now is not None for now, _ in a.get('uses', {}).values())
        if a['RV'] is None:
            a['decision'], a['why'] = 'find_out', 'unranked'
        elif a['drag'] == 'confirmed':
            a['decision'], a['why'] = 'low_cost_service', 'confirmed_laggard'
        elif not used:
            a['decision'], a['why'] = 'assign', 'use_unknown'
        elif a['G'] is None:
            a['decision'], a['why'] = 'hold', 'no_allocation'
        elif nine(a['G']) >= nine(least) and nine(a['G']) > 0:
            pays = a['roi'] is None or nine(a['roi']) > 0
            a['decision'], a['why'] = ('invest', 'below_recommended') if pays else ('hold', 'no_return')
        elif nine(a['G']) <= -nine(least) and nine(a['G']) < 0:
            a['decision'], a['why'] = 'reduce', 'above_recommended'
        else:
            a['decision'], a['why'] = 'hold', 'balanced'
    # key persons
    everybody = [person for rows in children.get('persons', {}).values() for person in rows]
    for person in everybody:
        person['role'] = person.get('role', 'unknown')
        person['weight'] = WEIGHT[person['role']]
        person['level'] = level_of(person, p)
    roles = any(x['role'] != 'unknown' for x in everybody)
    levels = any(x['level'] != 'unknown' for x in everybody)
    for a in order:
        people = sorted(of('persons', a['key']), key=lambda x: (ROLES.index(x['role']), x['name'],
                                                              x.get('title') is not None, x.get('title', '')))
        a['people'] = people
        chains(people)
        known = [x for x in people if x['level'] != 'unknown']
        weight = sum(x['weight'] for x in people)
        heavy = sum(x['weight'] for x in known)
        a['index'] = sum(x['weight'] * POINTS[x['level']] for x in known) / (2 * heavy) * 100 if known else None
        a['coverage'] = heavy / weight if people else None
        stale = lambda x: 'last_contact' in x and (today - x['last_contact']).days > p['stale_contact_days']
        decides = lambda x: x['role'] in DECIDES
        chance = a['found'].get('P')
        matching = MATCHING.get(a.get('value_orientation'))
        counts = [x['visits'] for x in people if 'visits' in x]
        undated = not any('last_contact' in x for x in people)
        late = any(stage_of(d) not in ('won', 'lost') and 'close_date' in d
                   and (today - d['close_date']).days > 90 for d in of('opportunities', a['key']))
        tests = [
            ('no_approver', people and roles and not any(x['role'] == 'approver' for x in people)),
            ('no_decision_maker', people and roles and not any(x['role'] == 'decision_maker' for x in people)),
            ('no_champion', people and levels and not any(x['level'] == 'champion' for x in people)),
            ('single_contact', len({plain(x['name']) for x in people}) == 1),
            ('hostile_decider', any(decides(x) and x['level'] == 'obstructionist' for x in people)),
            ('roadblock_without_route', any(x['role'] == 'roadblock' and not x['chain'] for x in people)),
            ('key_role_not_visited', any(decides(x) and x.get('visits') == 0 for x in people)),
            ('stale_contact', any(stale(x) for x in people) or (undated and stale(a))),
            ('probability_contradicts_commitment', not a['found']['guessed'] and chance is not None
             and nine(chance) >= p['contradiction_probability']
             and a['index'] is not None and nine(a['index']) < p['contradiction_index']),
            ('mode_mismatch', matching is not None and a.get('selling_mode') not in (None, matching)),
            ('no_key_person', everybody and not people),
            ('visits_disagree', counts and 'visits' in a and nine(math.fsum(counts)) > nine(a['visits'])),
            ('losing', a.get('losing')),
            ('loss_making', a['net'] is not None and round(a['net'], 6) < 0),
            ('overdue_deals', late)]
        a['flags'] = [name for name, hit in tests if hit]
        a['matching'] = matching
        mode = a.get('selling_mode', matching)
        soon = any(stage_of(d) not in ('won', 'lost') and 'close_date' in d
                   and 0 <= (d['close_date'] - today).days <= p['accelerate_days']
                   for d in of('opportunities', a['key']))
        given = a['uses'].get('visits', (None, None))[1] if 'uses' in a else None
        factor = lambda x: {'supporter': 1.2, 'doubter': 1.5, 'obstructionist': 1 if decides(x) else 0.5}.get(
            x['level'], 1)
        shares = [x['weight'] * factor(x) for x in people]
        if given is not None and people:
            step = next(r['step'] for r in shared if r['name'] == 'visits')
            units = math.floor(nine(given / step))
            turn = sorted(range(len(people)), key=lambda i: (
                ROLES.index(people[i]['role']), people[i]['level'] != 'champion', i))
            first = set(turn[:units])
            rest = units - len(first)
            parts = largest_remainder([rest * shares[i] / math.fsum(shares) for i in turn], rest)
            for i, part in zip(turn, parts):
                people[i]['given'] = (part + (i in first)) * step
        blocks = lambda x: x['role'] in ('gatekeeper', 'roadblock') and x['level'] not in (
            'champion', 'supporter') or (x['level'] == 'obstructionist' and not decides(x))
        for x in people:
            ours, theirs = ('champion', 'supporter'), ('doubter', 'obstructionist')
            soured = x.get('commitment') in ours and x['level'] in theirs
            blocked = any(y is not x and blocks(y) for y in people)
            triggers = [
                ('champion', x['level'] == 'champion'),
                ('sell_high', decides(x) and (mode == 'strategic' or blocked)),
                ('alternative_contact', x['role'] in ('gatekeeper', 'roadblock') or x['level'] == 'obstructionist'),
                ('influence_selling', x['level'] == 'doubter' and x['chain']),
                ('level_matching', x['role'] == 'approver' and 'counterpart' not in x),
                ('new_face', stale(x) or soured),
                ('internal_follow_up', x['level'] == 'supporter'),
                ('accelerate', soon)]
            x['strategies'] = [name for name, hit in triggers if hit]
            x['route'] = x['chain'] if decides(x) or x['level'] in theirs else None
        # alliance
        now, target = a.get('alliance_level'), a.get('alliance_target')
        answers = [{'yes': True, 'no': False}.get(str(a.get(f'condition_{i}', '')).lower()) for i in range(1, 7)]
        a['unmet'] = [i for i, c in enumerate(answers, 1) if c is False]
        a['gate'] = all(answers) if target is not None and int(target) >= 3 else None
        # value
        net, gross, ownership, acquisition = [], [], [0.0, 0.0], [0.0, 0.0]
        for item in of('values', a['key']):
            item['value'] = None
            if all(f in item for f in ('before', 'after', 'unit_value', 'benefit_type')):
                change = item['after'] - item['before']
                better = change if item['benefit_type'] == 'more_revenue' else -change
                size = abs(change) * item['unit_value'] * item.get('times', 1) * item.get('attribution', 1)
                item['value'] = math.copysign(size, better) if size else 0.0
                item['net'] = item['value'] - item.get('our_cost', 0)
                gross.append(item['value'])
                net.append(item['net'])
        a['value'] = math.fsum(gross) if gross else None
        a['value_net'] = math.fsum(net) if net else None
        layered = [c for c in of('costs', a['key']) if 'layer' in c]
        ours = [c for c in layered if 'cost_ours' in c]
        whole = [c for c in ours if 'cost_alternative' in c]
        a['saving'] = math.fsum(c['cost_alternative'] - c['cost_ours'] for c in whole) if whole else None
        sum_of = math.fsum(c['cost_ours'] for c in ours)
        a['under'] = math.fsum(c['cost_ours'] for c in ours if c['layer'] == 'tco') / sum_of if sum_of > 0 else None
    history['back_test'] = back_test(order, history)
    gaps_of(order, history)
    return order, shared, total, history


def back_test(order, h):
    if not h['full']:
        return None
    plus = lambda v: v if v is not None and round(v, 6) > 0 else 0.0
    both = [a for a in order if plus(a['this']) or plus(a['previous'])]
    top = math.ceil(nine(0.2 * len(both)))
    total = math.fsum(plus(a['this']) for a in both)
    if total <= 0:
        return None
    identity = lambda a: (a.get('id') is None, a.get('id') or '', a['name'])
    by = lambda f: sorted(both, key=lambda a: (-round(plus(a[f]), 6), identity(a)))[:top]
    share = lambda rows: math.fsum(plus(a['this']) for a in rows) / total
    return dict(accounts=len(both), top=top, share=share(by('previous')), chance=top / len(both),
                perfect=share(by('this')))


def gaps_of(order, h):
    """Whitespace: products that at least half of at least five peers buy and the account does not."""
    factor = 12 / h['months'] if h['months'] else 1
    sums, totals = {}, {}
    for a in order:
        for line in a.get('inside') or []:
            if line[4]:
                product = plain(line[4])
                sums.setdefault((a['key'], product), []).append(line[2])
                totals.setdefault(product, []).append(line[2])
    top = sorted(totals, key=lambda t: (-round(math.fsum(totals[t]) * factor, 6), t))[:15]
    bought = lambda a, t: math.fsum(sums.get((a['key'], t), [0.0])) * factor
    buyers = [a for a in order if a['this'] is not None and round(a['this'], 6) > 0]
    for a in order:
        same = [b for b in buyers if b is not a and b['segment'] == a['segment']]
        near = [b for b in same if 'industry' in a and plain(b.get('industry', '')) == plain(a['industry'])]
        peers = near if len(near) >= 5 else same if len(same) >= 5 else []
        a['gaps'] = []
        for t in top:
            theirs = sorted(v for v in (bought(b, t) for b in peers) if round(v, 6) > 0)
            if theirs and round(bought(a, t), 6) <= 0 and nine(len(theirs) / len(peers)) >= 0.5:
                middle = len(theirs) // 2
                median = theirs[middle] if len(theirs) % 2 else (theirs[middle - 1] + theirs[middle]) / 2
                a['gaps'].append((t, len(theirs) / len(peers), median))
        a['gaps'].sort(key=lambda g: (-round(g[2], 6), g[0]))


DECISIONS = ['invest', 'probability_contradicts_commitment', 'hostile_decider', 'no_decision_maker', 'no_approver',
             'no_champion', 'low_cost_service', 'reduce', 'losing', 'overdue_deals', 'unreadable', 'assign',
             'single_contact', 'no_key_person', 'stale_contact', 'assumed_probability']


def ten_decisions(order):
    """METHOD 11: kind, money, accounts; the most money first."""
    def money(kind, a):
        ev = a['found'].get('EV')
        if kind == 'invest':
            return ev * a['G'] / a['wanted'] if a['decision'] == kind and a['wanted'] > 0 else None
        if kind in ('low_cost_service', 'reduce'):
            return -a['G'] if a['decision'] == kind and a['in_money'] else None
        if kind == 'losing':
            return a['previous_revenue'] - a['annual_revenue'] if kind in a['flags'] else None
        if kind == 'overdue_deals':
            return a['found']['overdue']
        if kind == 'assign':
            return ev if a['decision'] == kind else None
        if kind == 'assumed_probability':
            return a['found']['parts'][2] if a['found']['guessed'] else None
        return ev if kind in a['flags'] else None

    lines = []
    for place, kind in enumerate(DECISIONS):
        own = [(money(kind, a), a) for a in order]
        own = [(m, a) for m, a in own if m is not None and round(m, 2) > 0]
        if place >= 6 and len(own) > 3:
            own.sort(key=lambda x: (-round(x[0], 2), x[1]['order']))
            lines.append((-round(math.fsum(m for m, _ in own), 2), place, own[0][1]['order'],
                          kind, math.fsum(m for m, _ in own), [a for _, a in own]))
        else:
            lines += [(-round(m, 2), place, a['order'], kind, m, [a]) for m, a in own]
    lines.sort(key=lambda line: line[:3])
    kept, count = [], {}
    for line in lines:
        if len(line[5]) == 1:
            key = line[5][0]['key']
            count[key] = count.get(key, 0) + 1
            if count[key] > 2:
                continue
        kept.append((line[3], line[4], [a.get('id', a['name']) for a in line[5]]))
    return kept[:10]


# ---- comparing -----------------------------------------------------------------------------------------------

def differs(mine, theirs):
    if isinstance(mine, (int, float)) and not isinstance(mine, bool) and isinstance(theirs, (int, float)):
        return abs(mine - theirs) > 1e-9 * max(1.0, abs(mine), abs(theirs))
    return mine != theirs


def compare(order, shared, total, history, found):
    counted, wrong = 0, []

    def check(place, mine, theirs):
        nonlocal counted
        counted += 1
        if differs(mine, theirs):
            wrong.append(f'{place}: recomputed {mine!r}, the program has {theirs!r}')

    check('accounts', [a['name'] for a in order], [a['name'] for a in found['accounts']])
    check('expected value', total, found['totals']['expected_value'] or 0)
    for mine, theirs in zip(shared, found['resources']):
        check('resource', mine['name'], theirs['name'])
        amounts = mine['recommended']
        check(mine['name'] + ' recommended', math.fsum(amounts) if amounts is not None else None,
              theirs['recommended'])
        check(mine['name'] + ' reserve', mine['reserve'], theirs['reserve'])
    check('resources', len(shared), len(found['resources']))
    sums = found['totals']
    for at, name in enumerate(('entered', 'derived', 'assumed')):
        check('expected value ' + name, math.fsum(a['found']['parts'][at] for a in order),
              sums['expected_value_' + name])
    check('expected value overdue', math.fsum(a['found']['overdue'] for a in order), sums['expected_value_overdue'])
    check('back-test', None if history['back_test'] is None else 1, None if sums['back_test'] is None else 1)
    for name, mine in (history['back_test'] or {}).items():
        check('back-test ' + name, mine, sums['back_test'][name])
    for name, mine in (('won', history['won']), ('lost', history['lost']), ('buyers', history['buyers']),
                       ('bought_again', history['again']), ('previous_full', history['full'])):
        check('history ' + name, mine, sums['history'][name])
    mine = ten_decisions(order)
    check('decisions', [(d[0], d[2]) for d in mine], [(d['code'], d['accounts']) for d in found['decisions']])
    for d, theirs in zip(mine, found['decisions']):
        check('money of ' + d[0], d[1], theirs['money'])
    for segment in ('core', 'growth', 'laggard', 'unassessed'):
        own = [a for a in order if a['segment'] == segment]
        theirs = found['totals']['segments'][segment]
        check(segment, len(own), theirs['accounts'])
    persons = {}
    for person in found['persons']:
        persons.setdefault(person['account_id'], []).append(person)
    for a, b in zip(order, found['accounts']):
        place, f = a['name'], a['found']
        for name, mine in [
                ('annual_revenue', a.get('annual_revenue')), ('gross_profit', a.get('gross_profit')),
                ('repeat_sales', f.get('repeat_sales')), ('new_business', f.get('new_business')),
                ('sales_potential', f.get('SP')), ('probability', f.get('P')), ('expected_value', f.get('EV')),
                ('relative_value', a['RV']), ('cumulative_share', a['cumulative']), ('rank', a['rank']),
                ('order', a['order']), ('segment', a['segment']), ('drag', a['drag']),
                ('cost_to_serve', a['cost_to_serve']), ('net_contribution', a['net']), ('expected_roi', a['roi']),
                ('decision', a['decision']), ('decision_reason', a['why']),
                ('break_even_probability', a['break_even']), ('previous_revenue', a.get('previous_revenue')),
                ('growth_rate', a.get('growth_rate')), ('expected_value_overdue', f['overdue']),
                ('commitment_index', a['index']), ('coverage', a['coverage']),
                ('flags', a['flags']), ('matching_mode', a['matching']), ('value_net', a['value_net'])]:
            check(f'{place} {name}', mine, b[name])
        if a['segment'] != 'core':
            check(f'{place} segment_reason', a['reason'], b['segment_reason'])
        check(f'{place} assumed', sorted(f['assumed']), sorted(b['assumed']))
        theirs = [(plain(g['product']), g['penetration']) for g in b['whitespace']]
        check(f'{place} whitespace', [g[:2] for g in a['gaps']], theirs)
        for mine, gap in zip(a['gaps'], b['whitespace']):
            check(f'{place} gap', mine[2], gap['amount'])
        check(f'{place} unmet', a['unmet'], b['alliance']['unmet'])
        check(f'{place} gate', a['gate'], b['alliance']['gate_open'])
        check(f'{place} value', a['value'], b['value']['value'])
        check(f'{place} saving', a['saving'], b['iceberg'] and b['iceberg']['saving'])
        check(f'{place} under water', a['under'], (b['iceberg'] or {}).get('ours') and b['iceberg']['ours']['under_water'])
        for name, (now, wanted) in a.get('uses', {}).items():
            check(f'{place} {name} now', now, b['resources'][name]['current'])
            check(f'{place} {name} recommended', wanted, b['resources'][name]['recommended'])
        theirs = persons.get(a.get('id', a['name']), [])
        check(f'{place} persons', [x['name'] for x in a['people']], [x['name'] for x in theirs])
        for x, y in zip(a['people'], theirs):
            who = f"{place} {x['name']}"
            check(who + ' commitment', x['level'], y['commitment'])
            check(who + ' visits', x.get('given'), y['visits']['recommended'])
            check(who + ' route', x['route'], y['route'])
            check(who + ' sub-strategies', x['strategies'], y['sub_strategies'])
    return counted, wrong


# ---- made-up lists -------------------------------------------------------------------------------------------

def make(seed, folder):
    r = random.Random(seed)
    some = lambda chance, make: make() if r.random() < chance else ''
    day = lambda: (datetime.date(2025, 9, 1) + datetime.timedelta(days=r.randrange(300))).isoformat()
    n = r.choice([r.randrange(5, 40), r.randrange(40, 90)])

    def write(name, header, rows):
        with open(os.path.join(folder, name + '.csv'), 'w', encoding='utf-8', newline='') as file:
            csv.writer(file).writerows([header.split()] + rows)

    money = lambda: round(r.uniform(0, 10) ** r.uniform(1, 6), 2)
    ids = [f'K{i:03}' for i in range(n)]
    ordered = r.random() < .6
    shown = .3 if ordered else .8  # orders make what no column states
    write('accounts', 'id name annual_revenue gross_profit growth_rate repeat_sales new_business probability '
          'probability_repeat visits service_cost support_cost current_budget value_orientation selling_mode '
          'alliance_level alliance_target condition_1 condition_2 condition_3 samples industry previous_revenue '
          'gross_margin last_contact',
          [[i, f'Account {i}', some(shown, money), some(shown, lambda: money() - 20), some(.4, lambda: r.uniform(-.3, .4)),
            some(.6, money), some(.6, money), some(.7, lambda: r.choice([0, .3, .5, .75, .8, 1])),
            some(.1, lambda: .9), some(.8, lambda: r.randrange(30)), some(.6, money), some(.5, money),
            some(.6, money), some(.6, lambda: r.choice(list(MATCHING))),
            some(.6, lambda: r.choice(list(MATCHING.values()))), some(.5, lambda: r.randrange(5)),
            some(.5, lambda: r.randrange(5)), *[some(.6, lambda: r.choice(['yes', 'no'])) for _ in range(3)],
            some(.5, lambda: r.randrange(9)), some(.7, lambda: r.choice(['steel', 'paper'])), some(.3, money),
            some(.4, lambda: round(r.uniform(-.1, .6), 3)), some(.3, day)] for i in ids])
    names = ['Ann', 'Bob', 'Cai', 'Don', 'Eva', 'Fu', 'Gao']
    people = []
    for i in ids:
        for name in r.sample(names, r.randrange(6)):
            others = lambda: '、'.join(r.sample([x for x in names if x != name], r.randrange(1, 3)))
            people.append([i, name, some(.8, lambda: r.choice(ROLES[:-1])), some(.7, lambda: r.randrange(1, 11)),
                           some(.7, lambda: r.randrange(1, 11)), '10', some(.3, lambda: r.choice(list(POINTS))),
                           some(.6, lambda: r.randrange(4)), some(.5, others), some(.4, others),
                           some(.5, lambda: 'Li'), some(.5, lambda: (datetime.date(2026, 1, 31) -
                           datetime.timedelta(days=r.randrange(180))).isoformat())])
    write('persons', 'account_id name role receptivity dynamics scale commitment visits reports_to influences '
          'counterpart last_contact', people)
    write('opportunities', 'account_id name kind amount stage probability close_date',
          [[r.choice(ids), f'Deal {k}', r.choice(['repeat', 'new', '']), money(), r.choice(
              ['Prospecting', 'Needs analysis', 'Proposal', 'Negotiation', 'Closed won', 'Closed lost', '']),
            some(.2, lambda: .55), day()] for k in range(r.choice([n // 2, n, 3 * n]))])
    if ordered:
        back = lambda most: (datetime.date(2026, 2, 10) - datetime.timedelta(days=r.randrange(most))).isoformat()
        reach = r.choice([500, 800, 1100])
        write('orders', 'account_id date amount profit cost margin product',
              [[r.choice(ids), back(reach), r.choice([100, 250, -60, 0, round(r.uniform(1, 9999), 2)]),
                some(.7, lambda: round(r.uniform(-50, 400), 2)), some(.2, lambda: round(r.uniform(0, 200), 2)),
                some(.1, lambda: .25), some(.8, lambda: r.choice(['bolt', 'nut', 'gear', 'shaft', 'cam']))]
               for _ in range(r.choice([3 * n, 12 * n]))])
        write('visits', 'account_id visit_date', [[r.choice(ids), back(600)] for _ in range(3 * n)])
    write('values', 'account_id element benefit_type description before after unit_value times attribution our_cost '
          'evidence', [[r.choice(ids), r.choice(['time', 'money', 'people']),
                        r.choice(['more_revenue', 'lower_cost', 'avoided_cost']), f'item {k}', r.randrange(100),
                        r.randrange(100), money(), some(.6, lambda: r.randrange(1, 50)), some(.6, lambda: .5),
                        some(.6, money), r.choice(['measured', 'confirmed', 'estimated'])] for k in range(n)])
    write('costs', 'account_id layer category cost_ours cost_alternative',
          [[r.choice(ids), r.choice(['tca', 'tco']), f'cost {k}', some(.9, money), some(.8, money)]
           for k in range(n)])
    bound = lambda: some(.4, lambda: r.randrange(4))
    if r.random() < .8:
        write('resources', 'name capacity unit_cost step floor_core floor_growth floor_laggard cap_core cap_growth '
              'cap_laggard', [['visits', r.randrange(100, 600), r.choice(['', 350]), '', bound(), bound(), bound(),
                               some(.4, lambda: r.randrange(5, 40)), '', some(.3, lambda: r.randrange(3, 9))],
                              ['samples', some(.5, lambda: 200), 7, r.choice(['', 2, 0.5]), '', '', '', '', '', '']])


def main(words):
    if words[:1] == ['--make']:
        return make(int(words[1]), words[2])
    paths, p, resources, target = [], dict(PARAMETERS), {}, None
    words = iter(words)
    for word in words:
        if word == '--json':
            target = next(words)
        elif word == '--set':
            name, number = next(words).split('=')
            p[name] = float(number)
        elif word == '--resource':
            name, number = next(words).split('=')
            name, key = name.split('.')
            resources.setdefault(name, {})[key] = float(number)
        elif os.path.isdir(word):
            paths += sorted(os.path.join(word, f) for f in os.listdir(word) if f.endswith('.csv'))
        else:
            paths.append(word)
    with open(target, encoding='utf-8') as file:
        found = json.load(file)
    today = datetime.date.fromisoformat(found['today'])
    counted, wrong = compare(*plan(read(paths), p, resources, today), found)
    for line in wrong[:60]:
        print(line)
    print(f'{counted} figures compared, {len(wrong)} differ')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
