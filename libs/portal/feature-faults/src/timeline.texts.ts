import { defineTexts } from '@taizhang/portal/ui';

/** What each event of a fault says to people, in one sentence. */
export const faultTimelineTexts = defineTexts('fault-timeline', {
  zh: {
    title: '经过',
    'event.FaultReported': '报修：{{class}}',
    'event.FaultTriaged': '分诊：{{outcome}}',
    'event.FaultGraded': '定级：{{grade}}',
    'event.FaultDispatched': '派单给{{unit}}',
    'event.CrewDeparted': '{{handler}}接单出发',
    'event.CrewArrived': '{{handler}}到达现场',
    'event.FaultCauseFound': '查明原因：{{cause}}（{{class}}）',
    'event.SupplyRestored': '恢复供电',
    'event.FaultVerified': '核实已恢复',
    'event.FaultClosed': '办结',
    'event.FaultReopened': '重新处理：抢修未能解决问题',
    'event.FaultUrged': '客户催办，第 {{times}} 次',
    'event.FaultDeadlineMissed': '时限“{{promise}}”到期未履行，责任人{{responsible}}',
    'event.unknown': '发生了 {{type}}',
  },
  en: {
    title: 'What happened',
    'event.FaultReported': 'Reported: {{class}}',
    'event.FaultTriaged': 'Triaged: {{outcome}}',
    'event.FaultGraded': 'Graded: {{grade}}',
    'event.FaultDispatched': 'Dispatched to {{unit}}',
    'event.CrewDeparted': '{{handler}} took it and departed',
    'event.CrewArrived': '{{handler}} arrived on site',
    'event.FaultCauseFound': 'Cause found: {{cause}} ({{class}})',
    'event.SupplyRestored': 'Supply restored',
    'event.FaultVerified': 'Verified',
    'event.FaultClosed': 'Closed',
    'event.FaultReopened': 'Reopened: the repair did not hold',
    'event.FaultUrged': 'The customer asked again, for the {{times}}. time',
    'event.FaultDeadlineMissed':
      'Deadline “{{promise}}” passed unkept; responsible: {{responsible}}',
    'event.unknown': '{{type}} happened',
  },
});
