/** Every refusal of intake as people read it. */
import type { ContactRefusal, CustomerRefusal } from '@taizhang/intake/domain';
import type { StaffMemberRefusal } from '@taizhang/organisation/domain';
import { defineProblems, type Problem } from '@taizhang/platform/http';
import { faultProblems } from './fault.problems';
import { privacyProblems } from './privacy.problems';

type Refusal =
  | ContactRefusal
  | Exclude<CustomerRefusal, 'customer-unknown' | 'person-erased' | 'processing-restricted'>
  | StaffMemberRefusal
  | 'supply-point-unknown'
  | 'contact-category-unknown'
  | 'contact-severity-unknown'
  | 'contact-place-missing'
  | 'contact-case-not-open';

export const intakeProblems = defineProblems({
  ...faultProblems,
  ...privacyProblems,
  'customer-meter-taken': {
    status: 409,
    title: { zh: '电表已被占用', en: 'Meter already in use' },
    detail: {
      zh: '这块电表已挂在该客户的另一个户号下。',
      en: 'The meter hangs at another account of this customer already.',
    },
    remedy: { zh: '请核对表号和户号。', en: 'Check the meter and account numbers.' },
  },
  'contact-unknown': {
    status: 404,
    title: { zh: '受理记录不存在', en: 'No such contact' },
    detail: { zh: '没有这条受理记录。', en: 'Nobody opened this contact.' },
    remedy: { zh: '请核对编号，或重新受理。', en: 'Check the number, or take a new contact.' },
  },
  'contact-settled': {
    status: 409,
    title: { zh: '受理已结束', en: 'Contact already settled' },
    detail: {
      zh: '这次受理已经答复、转办或放弃。',
      en: 'It was answered, routed or abandoned already.',
    },
    remedy: {
      zh: '客户的新诉求请作为新的受理登记。',
      en: "Take the customer's next word as a new contact.",
    },
  },
  'contact-not-identified': {
    status: 409,
    title: { zh: '尚未确认客户', en: 'Customer not identified' },
    detail: {
      zh: '结束受理前要知道对方是谁，或注明匿名。',
      en: 'Before settling it we must know who it is, or that they stay anonymous.',
    },
    remedy: { zh: '请选择客户，或标记为匿名。', en: 'Choose the customer, or mark it anonymous.' },
  },
  'contact-not-classified': {
    status: 409,
    title: { zh: '尚未分类', en: 'Contact not classified' },
    detail: { zh: '还没有登记诉求类型和主题。', en: 'Nobody said what it is about yet.' },
    remedy: { zh: '请先填写类型、主题和内容。', en: 'Give type, topic and summary first.' },
  },
  'contact-not-a-complaint': {
    status: 409,
    title: { zh: '不是投诉', en: 'Not a complaint' },
    detail: { zh: '只有投诉才能转投诉处理。', en: 'Only complaints are routed to complaints.' },
    remedy: {
      zh: '请改为投诉类型，或当场答复。',
      en: 'Classify it as a complaint, or answer it at once.',
    },
  },
  'contact-not-a-fault': {
    status: 409,
    title: { zh: '不是故障报修', en: 'Not a fault report' },
    detail: { zh: '只有故障报修才能转抢修。', en: 'Only fault reports are routed to faults.' },
    remedy: {
      zh: '请改为故障报修类型，或当场答复。',
      en: 'Classify it as a fault report, or answer it at once.',
    },
  },
  'contact-not-an-inquiry': {
    status: 409,
    title: { zh: '不是咨询', en: 'Not an inquiry' },
    detail: {
      zh: '只有咨询和服务申请才能转电费查询。',
      en: 'Only inquiries and service requests go to billing inquiries.',
    },
    remedy: {
      zh: '请改为咨询类型，或当场答复。',
      en: 'Classify it as an inquiry, or answer it at once.',
    },
  },
  'contact-not-an-urge': {
    status: 409,
    title: { zh: '不是催办', en: 'Not an urging' },
    detail: { zh: '只有催办才能催促在办事项。', en: 'Only an urging urges an open case.' },
    remedy: { zh: '请改为催办类型。', en: 'Classify it as an urging.' },
  },
  'contact-not-praise': {
    status: 409,
    title: { zh: '不是表扬', en: 'Not praise' },
    detail: { zh: '只有表扬才登记为表扬。', en: 'Only praise is recorded as praise.' },
    remedy: { zh: '请改为表扬类型。', en: 'Classify it as praise.' },
  },
  'contact-needs-no-reply': {
    status: 409,
    title: { zh: '无需限期答复', en: 'No later reply' },
    detail: {
      zh: '只有咨询、建议和意见可以限期答复。',
      en: 'Later replies are promised to inquiries, suggestions and opinions.',
    },
    remedy: { zh: '请当场答复，或转办。', en: 'Answer it at once, or route it.' },
  },
  'contact-reply-not-promised': {
    status: 409,
    title: { zh: '未承诺答复', en: 'No reply promised' },
    detail: {
      zh: '这次受理没有承诺过限期答复。',
      en: 'No later reply was promised on this contact.',
    },
    remedy: { zh: '请当场答复。', en: 'Answer it at once.' },
  },
  'contact-deadline-not-missed': {
    status: 409,
    title: { zh: '期限未到', en: 'Deadline not missed' },
    detail: { zh: '承诺仍在期限内，或已兑现。', en: 'The promise still runs, or was kept.' },
    remedy: { zh: '无需处理。', en: 'Nothing is to be done.' },
  },
  'contact-category-unknown': {
    status: 422,
    title: { zh: '类别不符', en: 'No such category' },
    detail: {
      zh: '接收方没有这个类别：投诉用投诉类别，报修用故障分类，电费查询用查询类型。',
      en: 'The receiving context has no such category: complaints, faults and inquiries each have their own list.',
    },
    remedy: { zh: '请从接收方的类别中选择。', en: 'Choose one from the list of where it goes.' },
  },
  'contact-severity-unknown': {
    status: 422,
    title: { zh: '级别不符', en: 'No such severity' },
    detail: {
      zh: '接收方没有这个级别；故障的级别由定级依据得出。',
      en: 'The receiving context has no such severity; that of a fault follows from its grounds.',
    },
    remedy: { zh: '请改正级别，或留空。', en: 'Correct it, or leave it out.' },
  },
  'contact-place-missing': {
    status: 422,
    title: { zh: '缺少地点', en: 'Where is missing' },
    detail: {
      zh: '报修要知道地区类别和地点，才能承诺到场时限。',
      en: 'A fault needs the kind of area and the place: they decide what is promised.',
    },
    remedy: {
      zh: '请选择用电地点，或填写地区和地点。',
      en: 'Choose a supply point, or give area and place.',
    },
  },
  'supply-point-unknown': {
    status: 422,
    title: { zh: '用电地点不存在', en: 'No such supply point' },
    detail: { zh: '该客户没有这个用电地点。', en: 'This customer has no such supply point.' },
    remedy: { zh: '请从客户的用电地点中选择。', en: "Choose one of the customer's." },
  },
  'contact-case-not-open': {
    status: 422,
    title: { zh: '没有这件在办事项', en: 'No such open case' },
    detail: {
      zh: '只能催办尚未办结的投诉、故障或查询。',
      en: 'Only a complaint, fault or inquiry that is not closed can be urged.',
    },
    remedy: {
      zh: '请核对编号；刚转办的请稍候再试。',
      en: 'Check the number; one just routed appears in a moment.',
    },
  },
  'staff-member-unknown': {
    status: 404,
    title: { zh: '员工不存在', en: 'No such member of staff' },
    detail: { zh: '没有登记过这位员工。', en: 'Nobody of this id ever joined.' },
    remedy: { zh: '请先登记员工。', en: 'Register them first.' },
  },
  'staff-member-left': {
    status: 409,
    title: { zh: '员工已离岗', en: 'Member of staff has left' },
    detail: { zh: '离岗的员工不再任职。', en: 'Who has left holds no post.' },
    remedy: { zh: '如返岗请重新登记。', en: 'Register them anew if they come back.' },
  },
} satisfies Record<Refusal | keyof typeof faultProblems | keyof typeof privacyProblems, Problem>);
