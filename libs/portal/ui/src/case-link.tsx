/** Where a thing is shown, by its id alone: whichever context owns it. */
import { Link } from 'react-router';
import { useTexts } from './texts';
import { uiTexts } from './ui.texts';

const pages = {
  account: 'arrears',
  callback: 'assessment/callbacks',
  complaint: 'complaints',
  contact: 'contacts',
  customer: 'customers',
  fault: 'faults',
  inquiry: 'inquiries',
  scorecard: 'assessment/scorecards',
  'spot-check': 'assessment/spot-checks',
} as const;

const kindOf = (id: string) => id.slice(0, id.lastIndexOf('-'));
const hasPage = (kind: string): kind is keyof typeof pages => Object.hasOwn(pages, kind);

/** To its page; its id alone where it has none. */
export function CaseLink({ id }: Readonly<{ id: string }>) {
  const kind = kindOf(id);
  const text = <span className="tz-id">{id}</span>;
  return hasPage(kind) ? <Link to={`/${pages[kind]}/${id}`}>{text}</Link> : text;
}

/** The same with the word for what it is, where nothing beside it says so. */
export function TitledCaseLink({ id }: Readonly<{ id: string }>) {
  const t = useTexts(uiTexts);
  const kind = kindOf(id);
  return (
    <>
      {hasPage(kind) && t(`kind.${kind}`)} <CaseLink id={id} />
    </>
  );
}
