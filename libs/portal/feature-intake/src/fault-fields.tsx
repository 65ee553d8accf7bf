/** A fault report: three questions, where it is, what kind, and what makes it urgent. */
import {
  areaTitles,
  faultClassTitles,
  gradeGroundTitles,
  type FaultClass,
  type GradeGround,
} from '@taizhang/contracts/intake';
import { useOpenCases, useOpenOutages } from '@taizhang/portal/data-access';
import { ChoiceGroup, Field, useOptions, useTexts } from '@taizhang/portal/ui';
import { Checkbox, Input, Select } from 'antd';
import { Link } from 'react-router';
import { faultReportTexts } from './fault-report.texts';
import { asked, needsNobody, triageOf } from './scripted-triage';
import { SupplyPointField } from './supply-point-field';
import type { IntakeDesk } from './use-intake-desk';

type WithDesk = Readonly<{ desk: IntakeDesk }>;

export function FaultFields({ desk }: WithDesk) {
  const triage = triageOf(desk.draft.troubles);
  return (
    <>
      <Questions desk={desk} />
      {triage === 'known-outage' && <OutageField desk={desk} />}
      <PlaceFields desk={desk} />
      <SamePlace desk={desk} />
      <KindFields desk={desk} />
    </>
  );
}

function Questions({ desk }: WithDesk) {
  const t = useTexts(faultReportTexts);
  const { troubles } = desk.draft;
  const triage = triageOf(troubles);
  return (
    <>
      {asked(troubles).map((question) => (
        <Field key={question} label={t(`question.${question}`)}>
          <ChoiceGroup
            label={t(`question.${question}`)}
            value={troubles[question]}
            onChange={(answer) => desk.change({ troubles: { ...troubles, [question]: answer } })}
            options={[
              { value: 'yes' as const, label: t('yes') },
              { value: 'no' as const, label: t('no') },
            ]}
          />
        </Field>
      ))}
      {triage && (
        <p className={`tz-notice ${needsNobody(triage) ? 'tz-notice-warning' : ''}`} role="status">
          {t(`advice.${triage}`)}
        </p>
      )}
    </>
  );
}

function OutageField({ desk }: WithDesk) {
  const t = useTexts(faultReportTexts);
  const outages = useOpenOutages().data ?? [];
  if (outages.length === 0) return <p className="tz-muted">{t('outage.none')}</p>;
  return (
    <Field label={t('outage')} htmlFor="intake-outage">
      <Select<string>
        id="intake-outage"
        allowClear
        placeholder={t('outage.placeholder')}
        value={desk.draft.outageId}
        onChange={(outageId) => desk.change({ outageId: outageId ?? null })}
        options={outages.map(({ id, place }) => ({ value: id, label: place }))}
      />
    </Field>
  );
}

function PlaceFields({ desk }: WithDesk) {
  const t = useTexts(faultReportTexts);
  const areas = useOptions()(areaTitles);
  const { draft, change, missing } = desk;
  return (
    <>
      <SupplyPointField desk={desk} />
      <div className="tz-form-row">
        <Field
          label={t('place')}
          htmlFor="intake-place"
          required
          error={missing.includes('place') ? t('missing.place') : undefined}
        >
          <Input
            id="intake-place"
            maxLength={200}
            value={draft.place}
            onChange={({ target }) => change({ place: target.value })}
          />
        </Field>
        <Field label={t('area')} required>
          <ChoiceGroup
            label={t('area')}
            required
            value={draft.area ?? undefined}
            onChange={(area) => change({ area })}
            options={areas}
          />
        </Field>
      </div>
    </>
  );
}

/** Somebody may have reported it already. */
function SamePlace({ desk }: WithDesk) {
  const t = useTexts(faultReportTexts);
  const { supplyPointId, place } = desk.draft;
  const { data: cases = [] } = useOpenCases({ supplyPointId, place: place.trim() });
  if (cases.length === 0) return null;
  return (
    <div className="tz-notice tz-notice-warning" role="status">
      <strong>{t('same-place')}</strong>
      <ul>
        {cases.map(({ id, statement }) => (
          <li key={id}>
            <Link to={`/faults/${id}`}>{statement || id}</Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function KindFields({ desk }: WithDesk) {
  const t = useTexts(faultReportTexts);
  const options = useOptions();
  const { draft, change } = desk;
  return (
    <>
      <Field label={t('class')} htmlFor="intake-fault-class">
        <Select<FaultClass>
          id="intake-fault-class"
          value={draft.faultClass}
          onChange={(faultClass) => change({ faultClass })}
          options={[...options(faultClassTitles)]}
        />
      </Field>
      <Field label={t('grounds')}>
        <Checkbox.Group
          value={[...draft.grounds]}
          options={options(gradeGroundTitles).map((option) => ({ ...option }))}
          onChange={(grounds) => change({ grounds: grounds as GradeGround[] })}
        />
      </Field>
    </>
  );
}
