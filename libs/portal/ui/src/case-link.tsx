/** Where a thing is shown, by its id alone: whichever context owns it. */
import { Link } from 'react-router';

const pages: Readonly<Record<string, string>> = {
  account: 'arrears',
  callback: 'assessment/callbacks',
  complaint: 'complaints',
  contact: 'contacts',
  customer: 'customers',
  fault: 'faults',
  inquiry: 'inquiries',
  scorecard: 'assessment/scorecards',
  'spot-check': 'assessment/spot-checks',
};

/** To its page; its id alone where it has none. */
export function CaseLink({ id }: Readonly<{ id: string }>) {
  const page = pages[id.slice(0, id.lastIndexOf('-'))];
  const text = <span className="tz-id">{id}</span>;
  return page ? <Link to={`/${page}/${id}`}>{text}</Link> : text;
}
