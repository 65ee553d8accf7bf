/** The intake desk: who it is, what it is about, and how it ends, by keyboard alone. */
import { useContact, type ContactWithDuplicates } from '@taizhang/portal/data-access';
import { Keys, Page, Shown, useShortcuts, useTexts, type Shortcut } from '@taizhang/portal/ui';
import { useEffect, useRef, useState } from 'react';
import { Navigate, useLocation, useNavigate, useParams } from 'react-router';
import { CustomerPicker, type CustomerPickerHandle } from './customer-picker';
import { CustomerSide } from './customer-side';
import type { MissingField, Outcome } from './draft';
import { intakeTexts } from './intake.texts';
import { MatterFields } from './matter-fields';
import { OutcomeFields } from './outcome-fields';
import { isSettled } from './resume';
import { SettledNotice } from './settled-notice';
import { Submission } from './submission';
import { useIntakeDesk, type Ending, type IntakeDesk, type Start } from './use-intake-desk';
import './intake.css';

export function IntakePage() {
  const { contactId } = useParams();
  return contactId ? <Resumed key={contactId} contactId={contactId} /> : <Desk key="new" />;
}

function Resumed({ contactId }: Readonly<{ contactId: string }>) {
  const t = useTexts(intakeTexts);
  const answer = useContact(contactId);
  if (answer.data && isSettled(answer.data))
    return <Navigate to={`/contacts/${contactId}`} replace />;
  if (answer.data) return <Desk resumed={answer.data} />;
  return (
    <Page title={t('title')}>
      <Shown answer={answer} rows={8}>
        {() => null}
      </Shown>
    </Page>
  );
}

function Desk({ resumed }: Readonly<{ resumed?: ContactWithDuplicates }>) {
  const t = useTexts(intakeTexts);
  const brought = useBrought();
  const desk = useIntakeDesk({ resumed, customer: brought.customer });
  const picker = useRef<CustomerPickerHandle>(null);
  const shortcuts = useDeskShortcuts(desk, picker);
  const ending = useEnding(desk.ending, resumed !== undefined) ?? brought.ending;

  return (
    <Page
      title={t('title')}
      aside={
        desk.draft.contact && (
          <span className="tz-muted tz-id">{t('resuming', { id: desk.draft.contact.id })}</span>
        )
      }
      actions={<KeyHints shortcuts={shortcuts} />}
    >
      {ending && <SettledNotice ending={ending} />}
      <div className="tz-columns">
        <div className="tz-stack">
          <CustomerPicker desk={desk} ref={picker} />
          <MatterFields desk={desk} />
          <OutcomeFields desk={desk} />
          <Submission desk={desk} onSubmit={() => submitOrFocus(desk, desk.draft.outcome)} />
        </div>
        <CustomerSide customerId={desk.draft.customer?.id ?? null} topic={desk.draft.topic} />
      </div>
    </Page>
  );
}

type Brought = Readonly<{ ending?: Ending; customer?: Start['customer'] }>;

/** What another page sent along; a reload must not bring it again. */
function useBrought(): Brought {
  const { state, pathname } = useLocation();
  const navigate = useNavigate();
  const [brought] = useState<Brought>(() => (state as Brought | null) ?? {});
  useEffect(() => {
    if (state) void navigate(pathname, { replace: true, state: null });
  }, [state, pathname, navigate]);
  return brought;
}

/** The next caller begins where the last one ended: at the search box of an empty desk. */
function useEnding(ending: Ending | undefined, wasResumed: boolean): Ending | undefined {
  const navigate = useNavigate();
  useEffect(() => {
    if (!ending) return;
    if (wasResumed) void navigate('/intake', { replace: true, state: { ending } });
    else document.getElementById('intake-who')?.focus();
  }, [ending, wasResumed, navigate]);
  return ending;
}

function useDeskShortcuts(
  desk: IntakeDesk,
  picker: React.RefObject<CustomerPickerHandle | null>,
): readonly Shortcut[] {
  const t = useTexts(intakeTexts);
  const shortcuts: Shortcut[] = [
    { keys: 'Alt+S', label: t('shortcut.search'), act: () => picker.current?.search() },
    { keys: 'Alt+N', label: t('shortcut.new'), act: () => picker.current?.register() },
    { keys: 'Alt+M', label: t('shortcut.anonymous'), act: () => picker.current?.anonymous() },
    { keys: 'Alt+A', label: t('shortcut.answer'), act: () => turnTo(desk, 'answer') },
    { keys: 'Alt+R', label: t('shortcut.route'), act: () => turnTo(desk, 'route') },
    {
      keys: 'Ctrl+Enter',
      label: t('shortcut.submit'),
      act: () => submitOrFocus(desk, desk.draft.outcome),
    },
    { keys: 'Alt+K', label: t('shortcut.keep'), act: () => submitOrFocus(desk, 'keep') },
  ];
  useShortcuts(shortcuts);
  return shortcuts;
}

function turnTo(desk: IntakeDesk, outcome: 'answer' | 'route') {
  desk.change({ outcome });
  // The field appears with the next paint.
  requestAnimationFrame(() => {
    const first =
      outcome === 'answer' ? ['intake-answer'] : ['intake-category', 'intake-kind', 'intake-place'];
    for (const id of first) document.getElementById(id)?.focus();
  });
}

const places: Record<MissingField, string> = {
  who: 'intake-who',
  type: 'intake-type',
  topic: 'intake-topic',
  summary: 'intake-summary',
  answer: 'intake-answer',
  category: 'intake-category',
  kind: 'intake-kind',
  place: 'intake-place',
  case: 'intake-case',
};

/** Submits, or leads to the first thing that is missing. */
function submitOrFocus(desk: IntakeDesk, outcome: Outcome) {
  const [first] = desk.submit(outcome);
  if (!first) return;
  const place = document.getElementById(places[first]);
  (place?.querySelector<HTMLElement>('[tabindex="0"]') ?? place)?.focus();
}

function KeyHints({ shortcuts }: Readonly<{ shortcuts: readonly Shortcut[] }>) {
  const t = useTexts(intakeTexts);
  return (
    <ul className="tz-key-hints" aria-label={t('keys')}>
      {shortcuts.map(({ keys, label }) => (
        <li key={keys}>
          <Keys keys={keys} /> {label}
        </li>
      ))}
    </ul>
  );
}
