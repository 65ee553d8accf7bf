import { defineProblems } from '@taizhang/platform/http';

export const viewProblems = defineProblems({
  'not-yet-known': {
    status: 404,
    title: { zh: '当时尚未登记', en: 'Not known yet' },
    detail: { zh: '那一时刻还没有这件投诉。', en: 'Nothing was known of it at that moment.' },
    remedy: { zh: '请选择更晚的时刻。', en: 'Choose a later moment.' },
  },
  'rebuild-running': {
    status: 409,
    title: { zh: '正在重建', en: 'Rebuild running' },
    detail: { zh: '这个读模型已在重建。', en: 'This read model is being rebuilt already.' },
    remedy: { zh: '请等待完成，或先取消。', en: 'Wait until it is done, or cancel it first.' },
  },
  'rebuild-not-running': {
    status: 409,
    title: { zh: '没有正在进行的重建', en: 'No rebuild running' },
    detail: { zh: '没有可以取消的重建。', en: 'There is nothing to cancel.' },
    remedy: { zh: '无需处理。', en: 'Nothing is to be done.' },
  },
  'not-parked': {
    status: 404,
    title: { zh: '没有搁置', en: 'Not parked' },
    detail: { zh: '这里没有搁置这个序列。', en: 'Nothing is parked under this key here.' },
    remedy: {
      zh: '请刷新列表；它可能已被处理。',
      en: 'Look at the list again; it may have been handled since.',
    },
  },
  'audit-running': {
    status: 409,
    title: { zh: '正在核对', en: 'Audit running' },
    detail: { zh: '漏读核对已在进行。', en: 'The log is being compared already.' },
    remedy: { zh: '请等待完成，或先停止。', en: 'Wait until it is done, or stop it first.' },
  },
  'audit-not-running': {
    status: 409,
    title: { zh: '没有正在进行的核对', en: 'No audit running' },
    detail: { zh: '没有可以停止的核对。', en: 'There is nothing to stop.' },
    remedy: { zh: '无需处理。', en: 'Nothing is to be done.' },
  },
});
