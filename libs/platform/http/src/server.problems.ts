/** The problems that are not the fault of whoever asks. */
import { defineProblems } from './problem';

const waitAndRepeat = {
  zh: '请稍候片刻，再原样重试。',
  en: 'Wait a little, then repeat it as it was.',
};

export const serverProblems = defineProblems({
  'internal-error': {
    status: 500,
    title: { zh: '系统内部错误', en: 'Something failed on our side' },
    detail: {
      zh: '系统出现意外错误，已记录。',
      en: 'An unexpected error occurred and was logged.',
    },
    remedy: {
      zh: '请稍后重试；如仍出现，请将关联编号告知运维人员。',
      en: 'Try again later; if it stays, tell the operators the correlation id.',
    },
  },
  'record-unreadable': {
    status: 500,
    title: { zh: '登记内容无法读取', en: 'What is recorded cannot be read' },
    detail: {
      zh: '台账中的有关事件被改动、缺失，或由更新的版本写入。',
      en: 'An event of it was changed, is missing, or was written by a newer release.',
    },
    remedy: {
      zh: '请勿重复操作，并将关联编号告知运维人员，由其核验台账。',
      en: 'Do not repeat it; tell the operators the correlation id: they verify the ledger.',
    },
  },
  'outcome-unknown': {
    status: 503,
    title: { zh: '结果未知', en: 'The outcome is unknown' },
    detail: {
      zh: '台账未及时应答，操作可能已登记，也可能未登记。',
      en: 'The ledger did not answer in time: this may or may not have been recorded.',
    },
    remedy: {
      zh: '请以相同的 Idempotency-Key 和相同内容重试，不会重复登记。',
      en: 'Repeat the same request with the same Idempotency-Key; it is recorded only once.',
    },
  },
  'access-not-recorded': {
    status: 503,
    title: { zh: '查看无法留痕', en: 'Looking cannot be recorded' },
    detail: {
      zh: '个人信息每次被查看都须留痕，而目前无法记录。',
      en: 'Whoever looks at personal data is recorded, and at the moment that is not possible.',
    },
    remedy: waitAndRepeat,
  },
  'view-behind': {
    status: 503,
    title: { zh: '视图尚未更新', en: 'The view is still behind' },
    detail: {
      zh: '刚才的操作已登记，但查询视图尚未更新到该位置。',
      en: 'What was recorded is safe, but the view has not reached that position yet.',
    },
    remedy: waitAndRepeat,
  },
  'record-parked': {
    status: 409,
    title: { zh: '记录暂时无法显示', en: 'This cannot be shown yet' },
    detail: {
      zh: '它已登记，但有关事件无法计入查询视图，已搁置。',
      en: 'It is recorded, but its events could not be taken into the view and are parked.',
    },
    remedy: {
      zh: '没有内容丢失。请勿重复登记，并告知运维人员处理搁置的事件。',
      en: 'Nothing is lost. Do not record it again; tell the operators that something is parked.',
    },
  },
  'temporarily-unavailable': {
    status: 503,
    title: { zh: '服务暂不可用', en: 'Temporarily unavailable' },
    detail: {
      zh: '系统的某一部分暂时无法连接。',
      en: 'A part that this needs cannot be reached at the moment.',
    },
    remedy: {
      zh: '请稍候片刻，再原样重试；如仍出现，请将关联编号告知运维人员，其原因在服务日志中。',
      en:
        'Wait a little, then repeat it as it was; if it stays, tell the operators the correlation ' +
        'id: the log of the service says why.',
    },
  },
  'store-locked-out': {
    status: 503,
    title: { zh: '存储拒绝本系统登录', en: 'The store does not let the platform in' },
    detail: {
      zh: '保存数据的服务器不接受本系统的用户名、密码或权限，本次未能办理。',
      en: 'The server that keeps the data refuses the account of the platform: nothing was done.',
    },
    remedy: {
      zh: '请将关联编号告知运维人员，由其恢复该用户的密码或权限；之后原样重新提交。',
      en: 'Tell the operators the correlation id: they restore the account. Then repeat it as it was.',
    },
  },
  'not-ready': {
    status: 503,
    title: { zh: '尚未就绪', en: 'Not ready' },
    detail: { zh: '有检查项未通过，见 checks。', en: 'A check fails; see checks.' },
    remedy: {
      zh: '请查看未通过项的日志。',
      en: 'Look into the log of the part that fails.',
    },
  },
});
