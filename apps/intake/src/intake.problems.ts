/** Every refusal of intake as people read it. */
import type { ContactRefusal, CustomerRefusal } from '@taizhang/intake/domain';
import type { StaffMemberRefusal } from '@taizhang/organisation/domain';
import { defineProblems, type Problem } from '@taizhang/platform/http';

type Refusal = ContactRefusal | CustomerRefusal | StaffMemberRefusal;

export const intakeProblems = defineProblems({
  'customer-unknown': {
    status: 404,
    title: { zh: '客户不存在', en: 'No such customer' },
    detail: { zh: '没有登记过这位客户。', en: 'Nobody registered this customer.' },
    remedy: {
      zh: '请先查找客户，或登记新客户。',
      en: 'Look the customer up, or register them first.',
    },
  },
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
} satisfies Record<Refusal, Problem>);
