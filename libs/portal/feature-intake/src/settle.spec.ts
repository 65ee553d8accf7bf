import { ownProblem, ProblemError, type ContactCommands } from '@taizhang/portal/data-access';
import { emptyDraft, missingFor, type Draft } from './draft';
import { nextStep, settle, type Step } from './settle';

const complete: Draft = {
  ...emptyDraft('hotline'),
  customer: { id: 'customer-1', name: '张三' },
  type: 'complaint',
  topic: 'bill',
  summary: ' 三月电费为何翻倍 ',
  answer: '阶梯电价第三档',
  category: 'business.tariff',
};

/** A server that answers in order, and the requests it saw. */
function server(failures: Partial<Record<string, number>> = {}) {
  const seen: { command: string; parts: unknown[] }[] = [];
  const left = { ...failures };
  let revision = -1;
  const command =
    (name: string) =>
    async (...parts: unknown[]) => {
      seen.push({ command: name, parts });
      if ((left[name] ?? 0) > 0) {
        left[name]!--;
        throw new ProblemError(ownProblem('no-connection', 0));
      }
      revision++;
      return { id: 'contact-1', revision, position: '1', caseId: 'complaint-9' };
    };
  const commands = {
    open: command('open'),
    identify: command('identify'),
    leaveAnonymous: command('leave-anonymous'),
    classify: command('classify'),
    answer: command('answer'),
    route: command('route'),
    abandon: command('abandon'),
  } as unknown as ContactCommands;
  return { commands, seen, names: () => seen.map((request) => request.command) };
}

function desk(commands: ContactCommands) {
  let kept: Draft | undefined;
  let count = 0;
  return {
    kept: () => kept!,
    commands,
    keyFor: (step: Step) => `${step.step}-${++count}`,
    keep: (draft: Draft) => {
      kept = draft;
    },
  };
}

describe('settling a contact', () => {
  it('opens with everything known, then answers', async () => {
    const { commands, seen, names } = server();
    await expect(settle(complete, 'answer', desk(commands))).resolves.toEqual({
      contactId: 'contact-1',
      outcome: 'answer',
      caseId: null,
    });
    expect(names()).toEqual(['open', 'answer']);
    expect(seen[0]!.parts[0]).toEqual({
      channel: 'hotline',
      customerId: 'customer-1',
      classification: { type: 'complaint', topic: 'bill', summary: '三月电费为何翻倍' },
    });
    expect(seen[1]!.parts[0]).toMatchObject({ id: 'contact-1', revision: 0 });
  });

  it('routes with the words of the customer as the statement', async () => {
    const { commands, seen } = server();
    const settled = await settle({ ...complete, severity: 'major' }, 'route', desk(commands));
    expect(settled.caseId).toBe('complaint-9');
    expect(seen[1]!.parts[1]).toEqual({
      category: 'business.tariff',
      severity: 'major',
      statement: '三月电费为何翻倍',
      remedySought: '',
    });
  });

  it('reports a fault with its place and what makes it urgent', async () => {
    const { commands, seen } = server();
    const fault: Draft = {
      ...complete,
      type: 'fault',
      topic: 'outage',
      supplyPointId: 'supplypoint-1',
      grounds: ['danger-to-life'],
    };
    await settle(fault, 'route', desk(commands));
    expect(seen[1]!.parts[1]).toEqual({
      to: 'faults',
      category: 'low-voltage',
      statement: '三月电费为何翻倍',
      supplyPointId: 'supplypoint-1',
      grounds: ['danger-to-life'],
      outageId: null,
    });
  });

  it('sends an inquiry to billing, with its kind and supply point', async () => {
    const { commands, seen } = server();
    const inquiry: Draft = {
      ...complete,
      type: 'inquiry',
      inquiryKind: 'tiers',
      supplyPointId: 'supplypoint-1',
    };
    await settle(inquiry, 'route', desk(commands));
    expect(seen[1]!.parts[1]).toEqual({
      to: 'billing-inquiries',
      category: 'tiers',
      statement: '三月电费为何翻倍',
      supplyPointId: 'supplypoint-1',
    });
    expect(missingFor({ ...inquiry, inquiryKind: null }, 'route')).toEqual(['kind']);
    expect(missingFor({ ...inquiry, inquiryKind: null }, 'answer')).toEqual([]);
  });

  it('repeats an opening of unknown fate word for word, then corrects what changed', async () => {
    const { commands, seen, names } = server({ open: 1 });
    const first = desk(commands);
    await expect(settle(complete, 'answer', first)).rejects.toThrow(ProblemError);

    const edited = { ...first.kept(), summary: '四月电费' };
    await settle(edited, 'answer', desk(commands));
    expect(names()).toEqual(['open', 'open', 'classify', 'answer']);
    expect(seen[1]!.parts).toEqual(seen[0]!.parts); // body and key
  });

  it('goes on after the opening when only the answer failed', async () => {
    const { commands, names } = server({ answer: 1 });
    const first = desk(commands);
    await expect(settle(complete, 'answer', first)).rejects.toThrow(ProblemError);
    await settle(first.kept(), 'answer', desk(commands));
    expect(names()).toEqual(['open', 'answer', 'answer']);
  });

  it('keeps a contact open without a word about it', async () => {
    const { commands, names } = server();
    await settle(emptyDraft('counter'), 'keep', desk(commands));
    expect(names()).toEqual(['open']);
  });

  it('identifies and classifies a contact that was kept open', () => {
    const contact = {
      id: 'contact-1',
      revision: 0,
      customerId: null,
      anonymous: false,
      type: null,
      topic: null,
      summary: '',
    };
    const resumed = { ...complete, contact };
    expect(nextStep(resumed, 'answer').step).toBe('identify');
    expect(
      nextStep({ ...resumed, contact: { ...contact, customerId: 'customer-1' } }, 'answer').step,
    ).toBe('classify');
    expect(nextStep({ ...resumed, customer: null, anonymous: true }, 'answer').step).toBe(
      'leave-anonymous',
    );
  });
});

describe('what a contact still misses', () => {
  it('names the fields in the order of the form', () => {
    expect(missingFor(emptyDraft('hotline'), 'route')).toEqual([
      'who',
      'type',
      'topic',
      'summary',
      'category',
    ]);
  });

  it('asks nothing of a contact that is kept open', () => {
    expect(missingFor(emptyDraft('hotline'), 'keep')).toEqual([]);
  });
});
