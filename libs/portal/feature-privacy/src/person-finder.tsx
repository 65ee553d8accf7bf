/** Finds whose data it is: a customer by any key, a member of staff by name. */
import type { StaffMember } from '@taizhang/contracts/views';
import {
  useCustomerSearch,
  useDebounced,
  useStaff,
  type FoundCustomer,
} from '@taizhang/portal/data-access';
import {
  Badge,
  EmptyNotice,
  Field,
  Panel,
  ProcessingBadge,
  Shown,
  useTexts,
} from '@taizhang/portal/ui';
import { Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { privacyTexts } from './privacy.texts';

const most = 20;

export function PersonFinder() {
  const t = useTexts(privacyTexts);
  const [typed, setTyped] = useState('');
  const query = useDebounced(typed.trim());
  const answer = useCustomerSearch(query, most);
  const { data: staff = [] } = useStaff();
  const colleagues = staff.filter(({ name }) => query !== '' && name.includes(query));
  return (
    <Panel title={t('find')}>
      <Field label={t('find.label')} htmlFor="person-search">
        <Input
          id="person-search"
          size="large"
          maxLength={100}
          value={typed}
          placeholder={t('find.placeholder')}
          onChange={({ target }) => setTyped(target.value)}
        />
      </Field>
      {query !== '' && (
        <Shown answer={answer}>
          {({ items }) => <Found customers={items} colleagues={colleagues} query={query} />}
        </Shown>
      )}
    </Panel>
  );
}

type FoundProps = Readonly<{
  customers: readonly FoundCustomer[];
  colleagues: readonly StaffMember[];
  query: string;
}>;

function Found({ customers, colleagues, query }: FoundProps) {
  const t = useTexts(privacyTexts);
  if (customers.length + colleagues.length === 0) {
    return <EmptyNotice title={t('find.none', { query })} hint={t('find.none.hint')} />;
  }
  return (
    <ul className="tz-lines" aria-label={t('find.results')}>
      {customers.map(({ id, name, phones, address, processing }) => (
        <li key={id}>
          <Link to={`/privacy/${id}`}>{name || id}</Link>
          <span className="tz-number">{phones.join(' ')}</span>
          <span className="tz-line-main tz-muted">{address}</span>
          <ProcessingBadge processing={processing} />
        </li>
      ))}
      {colleagues.map(({ id, name, active }) => (
        <li key={id}>
          <Link to={`/privacy/${id}`}>{name}</Link>
          <span className="tz-line-main tz-muted">{t('find.staff')}</span>
          {!active && <Badge tone="neutral">{t('find.left')}</Badge>}
        </li>
      ))}
    </ul>
  );
}
