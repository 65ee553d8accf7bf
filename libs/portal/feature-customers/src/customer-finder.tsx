/** Customers by any key, as a list to walk through with the keyboard. */
import { customerKindTitles } from '@taizhang/contracts/intake';
import { useCustomerSearch, useDebounced, type FoundCustomer } from '@taizhang/portal/data-access';
import {
  Badge,
  EmptyNotice,
  Field,
  Page,
  ProcessingBadge,
  Shown,
  useTerm,
  useTexts,
} from '@taizhang/portal/ui';
import { Input } from 'antd';
import { useRef, useState, type KeyboardEvent } from 'react';
import { Link } from 'react-router';
import { customerTexts } from './customers.texts';

const most = 30;

export function CustomerFinder() {
  const t = useTexts(customerTexts);
  const [typed, setTyped] = useState('');
  const query = useDebounced(typed.trim());
  const answer = useCustomerSearch(query, most);
  const list = useRef<HTMLUListElement>(null);

  /** Down from the box into the list, up and down within it, up out of it again. */
  function walk(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    if (step === 0 || links.length === 0) return;
    event.preventDefault();
    const next = links.findIndex((link) => link === document.activeElement) + step;
    if (next < 0) document.getElementById('customer-search')?.focus();
    else links[Math.min(next, links.length - 1)]?.focus();
  }

  return (
    <Page title={t('title')}>
      <div className="tz-panel" onKeyDown={walk}>
        <Field label={t('search.label')} htmlFor="customer-search">
          <Input
            id="customer-search"
            autoFocus
            size="large"
            maxLength={100}
            value={typed}
            placeholder={t('search.placeholder')}
            onChange={({ target }) => setTyped(target.value)}
          />
        </Field>
        {query === '' ? (
          <EmptyNotice title={t('search.start')} hint={t('search.start.hint')} />
        ) : (
          <Shown answer={answer}>
            {({ items }) =>
              items.length === 0 ? (
                <EmptyNotice title={t('search.none', { query })} hint={t('search.none.hint')} />
              ) : (
                <ul className="tz-found-list" ref={list} aria-label={t('search.results')}>
                  {items.map((customer) => (
                    <Line key={customer.id} customer={customer} />
                  ))}
                </ul>
              )
            }
          </Shown>
        )}
      </div>
    </Page>
  );
}

function Line({ customer }: Readonly<{ customer: FoundCustomer }>) {
  const t = useTexts(customerTexts);
  const term = useTerm();
  const { id, name, kind, phones, address, openComplaints, matched, processing } = customer;
  return (
    <li>
      <Link to={`/customers/${id}`}>
        <strong>{name}</strong>
        <span>{term(customerKindTitles, kind)}</span>
        <span className="tz-number">{phones.join(' ')}</span>
        <span className="tz-muted">{address}</span>
        <span className="tz-row">
          <ProcessingBadge processing={processing} />
          {openComplaints > 0 && (
            <Badge tone="danger">{`${t('complaints')} ${openComplaints}`}</Badge>
          )}
          <Badge tone="neutral">{t(`matched.${matched}`)}</Badge>
        </span>
      </Link>
    </li>
  );
}
