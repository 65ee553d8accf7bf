/** Channel, type, topic and the customer's words. */
import {
  channelTitles,
  contactTypeTitles,
  topicTitles,
  type ContactType,
  type Topic,
} from '@taizhang/contracts/intake';
import { ChoiceGroup, Field, Panel, useOptions, useTexts } from '@taizhang/portal/ui';
import { Input } from 'antd';
import { usualOutcome, type Draft } from './draft';
import { intakeTexts } from './intake.texts';
import { suggestedCategory, suggestedKind } from './suggested-category';
import type { IntakeDesk } from './use-intake-desk';

type WithDesk = Readonly<{ desk: IntakeDesk }>;

export function MatterFields({ desk }: WithDesk) {
  const t = useTexts(intakeTexts);
  return (
    <Panel title={t('matter')} className="tz-form">
      <ChannelField desk={desk} />
      <TypeField desk={desk} />
      <TopicField desk={desk} />
      <SummaryField desk={desk} />
    </Panel>
  );
}

function ChannelField({ desk }: WithDesk) {
  const t = useTexts(intakeTexts);
  const options = useOptions()(channelTitles).filter(({ value }) => value !== 'legacy');
  return (
    <Field label={t('channel')}>
      <ChoiceGroup
        label={t('channel')}
        value={desk.draft.channel}
        // How they reached us is a fact once the contact is recorded.
        disabled={desk.draft.contact !== null}
        onChange={(channel) => desk.change({ channel: channel as Draft['channel'] })}
        options={options}
      />
    </Field>
  );
}

function TypeField({ desk }: WithDesk) {
  const t = useTexts(intakeTexts);
  const options = useOptions()(contactTypeTitles);
  const choose = (type: ContactType) =>
    desk.change({ type, outcome: usualOutcome(type, desk.draft.outcome) });
  return (
    <Field
      label={t('type')}
      required
      error={desk.missing.includes('type') ? t('missing.type') : undefined}
    >
      <ChoiceGroup
        id="intake-type"
        label={t('type')}
        required
        value={desk.draft.type ?? undefined}
        onChange={choose}
        options={options}
      />
    </Field>
  );
}

function TopicField({ desk }: WithDesk) {
  const t = useTexts(intakeTexts);
  const options = useOptions()(topicTitles);
  const { draft, change, missing } = desk;

  function choose(topic: Topic) {
    // What was chosen by hand stays as it is.
    const keepsCategory =
      draft.category !== null && draft.category !== suggestedCategory(draft.topic);
    const keepsKind =
      draft.inquiryKind !== null && draft.inquiryKind !== suggestedKind(draft.topic);
    change({
      topic,
      ...(keepsCategory ? {} : { category: suggestedCategory(topic) }),
      ...(keepsKind ? {} : { inquiryKind: suggestedKind(topic) }),
    });
  }

  return (
    <Field
      label={t('topic')}
      required
      error={missing.includes('topic') ? t('missing.topic') : undefined}
    >
      <ChoiceGroup
        id="intake-topic"
        label={t('topic')}
        required
        value={draft.topic ?? undefined}
        onChange={choose}
        options={options}
      />
    </Field>
  );
}

function SummaryField({ desk }: WithDesk) {
  const t = useTexts(intakeTexts);
  const { draft, change, missing } = desk;
  return (
    <Field
      label={t('summary')}
      htmlFor="intake-summary"
      required
      error={missing.includes('summary') ? t('missing.summary') : undefined}
    >
      <Input.TextArea
        id="intake-summary"
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={4000}
        value={draft.summary}
        placeholder={t('summary.placeholder')}
        status={missing.includes('summary') ? 'error' : ''}
        onChange={({ target }) => change({ summary: target.value })}
      />
    </Field>
  );
}
