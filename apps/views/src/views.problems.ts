import { defineProblems } from '@taizhang/platform/http';

export const viewProblems = defineProblems({
  'not-yet-known': {
    status: 404,
    title: { zh: '当时尚未登记', en: 'Not known yet' },
    detail: { zh: '那一时刻对此还一无所知。', en: 'Nothing was known of it at that moment.' },
    remedy: { zh: '请选择更晚的时刻。', en: 'Choose a later moment.' },
  },
  'seal-refused': {
    status: 409,
    title: { zh: '账本未能封印', en: 'The ledger could not be sealed' },
    detail: {
      zh: '现有账本与已签署的封印不符，或签名密钥不在，因此不能导出案卷。',
      en: 'The ledger does not fit its signed seals, or the key that signs is not here.',
    },
    remedy: {
      zh: '请运维人员运行 taizhang verify 查看原因。',
      en: 'Have an operator run "taizhang verify" to see why.',
    },
  },
  'rebuild-running': {
    status: 409,
    title: { zh: '正在重建', en: 'Rebuild running' },
    detail: {
      zh: '这个读模型正在重建、换回旧数据，或正在清除已抹除的个人信息。',
      en: 'This read model is being rebuilt, rolled back or cleared of somebody erased.',
    },
    remedy: {
      zh: '请等待完成，或先取消重建。',
      en: 'Wait until it is done, or cancel the rebuild first.',
    },
  },
  'rebuild-not-running': {
    status: 409,
    title: { zh: '没有正在进行的重建', en: 'No rebuild running' },
    detail: {
      zh: '没有可以暂停、继续或取消的重建。',
      en: 'There is no rebuild to pause, go on with or cancel.',
    },
    remedy: { zh: '无需处理。', en: 'Nothing is to be done.' },
  },
  'rebuild-unfinished': {
    status: 409,
    title: { zh: '有未完成的重建', en: 'A rebuild is unfinished' },
    detail: {
      zh: '这个读模型有一次未完成的重建，重新开始会丢掉已算出的部分。',
      en: 'A rebuild of this read model is unfinished; beginning anew would lose what it computed.',
    },
    remedy: { zh: '请继续该次重建，或先取消。', en: 'Go on with it, or cancel it first.' },
  },
  'rebuild-not-resumable': {
    status: 409,
    title: { zh: '无法继续重建', en: 'This rebuild cannot be gone on with' },
    detail: {
      zh: '这次重建已经结束，或者它的表与当前程序不一致，或者包含其他服务的读模型。',
      en:
        'It is over by now, or its tables look different in this version of the program, or it ' +
        'also builds read models of other services.',
    },
    remedy: {
      zh: '请用 taizhang rebuild --resume 继续，或取消后重新开始。',
      en: 'Go on with "taizhang rebuild --resume", or cancel it and begin anew.',
    },
  },
  'nothing-to-roll-back-to': {
    status: 409,
    title: { zh: '没有可换回的数据', en: 'Nothing to go back to' },
    detail: {
      zh: '没有保留重建前的数据。',
      en: 'No tables are kept that served before the last rebuild.',
    },
    remedy: { zh: '重建一次后即可换回。', en: 'After the next rebuild there will be some.' },
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
