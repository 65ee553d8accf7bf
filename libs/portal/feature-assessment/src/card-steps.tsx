/** What may be done with a scorecard now, by whoever looks at it. */
import { reviewOutcomeTitles, type ReviewOutcome } from '@taizhang/contracts/assessment';
import type { Period, Scorecard } from '@taizhang/contracts/views';
import {
  useMay,
  usePrincipal,
  useScorecardStep,
  type ScorecardStep,
} from '@taizhang/portal/data-access';
import { PortalForm, ProblemNotice, useLanguage, useNow, useTexts } from '@taizhang/portal/ui';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { scorecardTexts } from './scorecard.texts';

type CardProps = Readonly<{ card: Scorecard; period: Period | undefined }>;
type Send = (step: ScorecardStep, body?: object) => void;
type Asking = 'score' | 'object' | 'review';

export function CardSteps({ card, period }: CardProps) {
  const s = useTexts(scorecardTexts);
  const step = useScorecardStep(card.id);
  const [asking, setAsking] = useState<Asking>();
  const offered = useOffered(card);
  const send: Send = (name, body = {}) =>
    step.mutate(
      { step: name, revision: card.revision, body },
      { onSuccess: () => setAsking(undefined) },
    );
  if (offered.length === 0 && !step.error) return null;
  const direct = { evidence: 'evidence', publish: 'publication', final: 'finalisation' } as const;
  const form = { period, send, pending: step.isPending, onCancel: () => setAsking(undefined) };
  return (
    <div className="tz-panel">
      {step.error && <ProblemNotice error={step.error} />}
      {asking === undefined && (
        <div className="tz-row">
          {offered.map((one, index) => (
            <Button
              key={one}
              type={index === offered.length - 1 ? 'primary' : 'default'}
              loading={step.isPending}
              onClick={() =>
                one in direct ? send(direct[one as 'publish']) : setAsking(one as Asking)
              }
            >
              {one === 'evidence' && card.position ? s('card.evidence.again') : s(`card.${one}`)}
            </Button>
          ))}
        </div>
      )}
      {asking === 'score' && <ScoreForm {...form} />}
      {asking === 'object' && <ObjectForm {...form} />}
      {asking === 'review' && <ReviewForm {...form} />}
    </div>
  );
}

type Offer = Asking | 'evidence' | 'publish' | 'final';

/** In the order of a scorecard's life; the last is the one that leads on. */
function useOffered({ status, staffId, scoredBy, objectUntil }: Scorecard): Offer[] {
  const principal = usePrincipal();
  const now = useNow();
  const mayAssess = useMay('assessment.write');
  const mayReview = useMay('assessment.review');
  const mayObject = useMay('scorecard.object');
  const own = principal?.staffId === staffId;
  const stillOpen = objectUntil !== null && now <= Date.parse(objectUntil);
  if (own) return status === 'published' && mayObject && stillOpen ? ['object'] : [];
  const assessing: Offer[] = mayAssess ? ['evidence', 'score'] : [];
  const reviewing = mayReview && scoredBy !== principal?.staffId;
  switch (status) {
    case 'opened':
      return assessing.slice(0, 1);
    case 'evidenced':
      return assessing;
    case 'scored':
      return [...assessing, ...(reviewing ? (['publish'] as const) : [])];
    case 'published':
      return mayReview && !stillOpen ? ['final'] : [];
    case 'objected':
      return reviewing ? ['review'] : [];
    default:
      return [];
  }
}

type FormProps = Readonly<{
  period: Period | undefined;
  send: Send;
  pending: boolean;
  onCancel: () => void;
}>;

function Buttons({ pending, onCancel }: Pick<FormProps, 'pending' | 'onCancel'>) {
  const s = useTexts(scorecardTexts);
  return (
    <div className="tz-row">
      <Button type="primary" htmlType="submit" loading={pending}>
        {s('save')}
      </Button>
      <Button onClick={onCancel}>{s('cancel')}</Button>
    </div>
  );
}

function ScoreForm({ period, send, ...buttons }: FormProps) {
  const s = useTexts(scorecardTexts);
  const language = useLanguage();
  const judged = period?.indicators.filter(({ measure }) => measure === 'judged') ?? [];
  return (
    <PortalForm<Record<string, number>>
      name="score"
      className="tz-inline-form"
      onFinish={(values) =>
        send('score', {
          marks: judged.map(({ key }) => ({ indicator: key, value: values[key] ?? 0 })),
        })
      }
    >
      {judged.map(({ key, title }) => (
        <Form.Item
          key={key}
          name={key}
          label={s('card.mark', { indicator: title[language] })}
          rules={[{ required: true, message: s('required') }]}
        >
          <InputNumber controls={false} min={0} max={100} />
        </Form.Item>
      ))}
      <Buttons {...buttons} />
    </PortalForm>
  );
}

function ObjectForm({ send, ...buttons }: FormProps) {
  const s = useTexts(scorecardTexts);
  return (
    <PortalForm<{ reason: string }> name="object" onFinish={(values) => send('objection', values)}>
      <Form.Item
        name="reason"
        label={s('card.reason')}
        rules={[{ required: true, whitespace: true, message: s('required') }]}
      >
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Buttons pending={buttons.pending} onCancel={buttons.onCancel} />
    </PortalForm>
  );
}

type ReviewValues = {
  outcome: ReviewOutcome;
  indicator?: string;
  value?: number;
  reason: string;
};

function ReviewForm({ period, send, ...buttons }: FormProps) {
  const s = useTexts(scorecardTexts);
  const language = useLanguage();
  const [form] = Form.useForm<ReviewValues>();
  const outcome = Form.useWatch('outcome', form);
  const outcomes = Object.entries(reviewOutcomeTitles);
  const needed = [{ required: true, message: s('required') }];
  return (
    <PortalForm<ReviewValues>
      name="review"
      form={form}
      initialValues={{ outcome: 'upheld' }}
      onFinish={({ indicator, value, ...told }) =>
        send('review', {
          ...told,
          corrections: told.outcome === 'corrected' ? [{ indicator, value }] : [],
        })
      }
    >
      <Form.Item name="outcome" label={s('card.outcome')}>
        <Select options={outcomes.map(([value, title]) => ({ value, label: title[language] }))} />
      </Form.Item>
      {outcome === 'corrected' && (
        <>
          <Form.Item name="indicator" label={s('card.correction')} rules={needed}>
            <Select
              options={(period?.indicators ?? []).map(({ key, title }) => ({
                value: key,
                label: title[language],
              }))}
            />
          </Form.Item>
          <Form.Item name="value" label={s('card.correction.value')} rules={needed}>
            <InputNumber controls={false} min={0} max={100} />
          </Form.Item>
        </>
      )}
      <Form.Item name="reason" label={s('card.reason')} rules={needed}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Buttons {...buttons} />
    </PortalForm>
  );
}
