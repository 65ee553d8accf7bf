/** Channel, type, topic and the customer's words. */
import {
  channelTitles,
  contactTypeTitles,
  topicTitles,
  type ContactType,
  type Topic,
} from '@taizhang/contracts/intake';
import { ChoiceGroup, Field, Panel, useTerm, useTexts } from '@taizhang/portal/ui';
import { Input } from 'antd';
import type { Draft, MissingField } from './draft';
import { intakeTexts } from './intake.texts';
import { suggestedCategory } from './suggested-category';
import type { IntakeDesk } from './use-intake-desk';

const channels = Object.keys(channelTitles).filter((channel) => channel !== 'legacy');

export function MatterFields({ desk }: Readonly<{ desk: IntakeDesk }>) {
  const t = useTexts(intakeTexts);
  const term = useTerm();
  const { draft, change, missing } = desk;
  const errorOf = (field: MissingField & ('type' | 'topic' | 'summary')) =>
    missing.includes(field) ? t(`missing.${field}`) : undefined;

  function chooseTopic(topic: Topic) {
    const presetBefore = draft.category === suggestedCategory(draft.topic);
    change({
      topic,
      ...(presetBefore || !draft.category ? { category: suggestedCategory(topic) } : {}),
    });
  }

  return (
    <Panel title={t('matter')} className="tz-form">
      <Field label={t('channel')}>
        <ChoiceGroup
          label={t('channel')}
          value={draft.channel}
          disabled={draft.contact !== null}
          onChange={(channel) => change({ channel: channel as Draft['channel'] })}
          options={channels.map((value) => ({ value, label: term(channelTitles, value) }))}
        />
      </Field>
      <Field label={t('type')} required error={errorOf('type')}>
        <ChoiceGroup
          id="intake-type"
          label={t('type')}
          required
          value={draft.type ?? undefined}
          onChange={(type: ContactType) =>
            change({ type, ...(type === 'complaint' ? { outcome: 'route' } : {}) })
          }
          options={(Object.keys(contactTypeTitles) as ContactType[]).map((value) => ({
            value,
            label: term(contactTypeTitles, value),
          }))}
        />
      </Field>
      <Field label={t('topic')} required error={errorOf('topic')}>
        <ChoiceGroup
          id="intake-topic"
          label={t('topic')}
          required
          value={draft.topic ?? undefined}
          onChange={chooseTopic}
          options={(Object.keys(topicTitles) as Topic[]).map((value) => ({
            value,
            label: term(topicTitles, value),
          }))}
        />
      </Field>
      <Field label={t('summary')} htmlFor="intake-summary" required error={errorOf('summary')}>
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
    </Panel>
  );
}
