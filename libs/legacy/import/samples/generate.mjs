// `node generate.mjs complaints-2019.csv` writes a year of complaints as an old ticketing system
// might export it. Everything in it is invented. The same bytes come out every time.
import { writeFileSync } from 'node:fs';

const header = '工单号,环节,办理人,办理时间,客户编号,班组,类别,等级,备注,备注,评价,金额';
const staff = ['王芳', '李强', '张敏', '刘洋', '陈静'];
const teams = ['城东营业厅', '城西营业厅'];
const matters = [
  ['抄表', '电表读数比上月多了一倍'],
  ['停电', '停电没有提前通知'],
  ['态度', '柜台工作人员说话不耐烦'],
  ['电压', '晚上电压低，空调启动不了'],
  ['收费', '重复扣了一次电费'],
  ['路灯', '门口路灯不亮'],
];
const levels = ['一般', '一般', '一般', '重要', '重大'];
const scores = ['很满意', '满意', '一般', '不满意', ''];

// A linear congruential generator is chance enough, and the same everywhere.
let seed = 20190101;
const chance = (below) => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return Math.floor((seed / 0x80000000) * below);
};
const pick = (list) => list[chance(list.length)];
const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const minute = 60_000;
const pad = (number) => String(number).padStart(2, '0');
/** What the old system's clock showed in China. */
function clock(ms) {
  const time = new Date(ms + 8 * 60 * minute);
  const date = `${time.getUTCFullYear()}/${time.getUTCMonth() + 1}/${time.getUTCDate()}`;
  return `${date} ${time.getUTCHours()}:${pad(time.getUTCMinutes())}:${pad(time.getUTCSeconds())}`;
}

const rows = [];

function complaint(number) {
  const [category, words] = pick(matters);
  const level = pick(levels);
  const team = pick(teams);
  const customer = `0755${String(1000 + chance(60))}`;
  const handler = pick(staff);
  let at = Date.UTC(2019, 0, 2) + chance(360 * 24 * 60) * minute + chance(60) * 1000;
  const step = (activity, who, { note = '', score = '', amount = '' } = {}) => {
    const id = `TS2019${String(number).padStart(4, '0')}`;
    const fields = [id, activity, who, clock(at), customer, team, category, level];
    rows.push({ at, text: [...fields, words, note, score, amount].map(quoted).join(',') });
    at += (5 + chance(600)) * minute;
  };
  // Two complaints were taken over from the system before: nobody entered them here.
  if (number % 17 !== 0) step('登记', pick(staff));
  step('派单', '');
  if (chance(8) === 0) {
    step('退单', handler, { note: '信息不全' });
    step('派单', '');
  }
  step('接单', handler);
  if (chance(5) === 0) step('打印', handler);
  step('联系', handler, { note: '客户说："尽快处理"' });
  step('调查', handler, { note: '现场核实\n与系统记录一致' });
  const proven = chance(3) > 0;
  step(proven ? '认定属实' : '认定不属实', handler);
  if (proven) step('道歉', handler);
  if (proven && chance(3) === 0) step('补偿', handler, { amount: `${20 + chance(80)}.50` });
  step('答复', handler, { note: '已向客户说明' });
  step('办结', pick(staff), { score: pick(scores) });
  if (chance(9) === 0) {
    step('重开', pick(staff), { note: '客户再次来电' });
    step('接单', handler);
    step('答复', handler);
    step('办结', handler, { score: '满意' });
  }
}

for (let number = 1; number <= 34; number++) complaint(number);
rows.sort((a, b) => a.at - b.at);
const lines = rows.map(({ text }) => text);
// What real exports have as well: a double click, a date that never was, a row without a
// case, and a quote that nobody closed.
lines.splice(40, 0, lines[39]);
lines.splice(80, 0, 'TS20190099,登记,王芳,2019/2/30 9:00:00,07551001,城东营业厅,抄表,一般,,,,');
lines.splice(120, 0, ',登记,王芳,2019/5/6 9:00:00,07551001,城东营业厅,抄表,一般,,,,');
lines.splice(
  160,
  0,
  'TS20190098,登记,王芳,2019/6/6 9:00:00,07551001,城东营业厅,抄表,一般,"5号楼,,,',
);

writeFileSync(process.argv[2], `\uFEFF${[header, ...lines].join('\r\n')}\r\n`);
