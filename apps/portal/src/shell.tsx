/** The frame around every page: bar, menu, content, and the keys that work everywhere. */
import { session, usePrincipal } from '@taizhang/portal/data-access';
import {
  changeLanguage,
  ShortcutList,
  useLanguage,
  useShortcutListener,
  useShortcuts,
  useTexts,
  Waiting,
} from '@taizhang/portal/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Suspense, useEffect, useRef, useState } from 'react';
import { Link, Outlet, ScrollRestoration, useLocation, useNavigate } from 'react-router';
import { Navigation, useEntries, useMayOpen } from './navigation';
import { NotPermitted } from './not-permitted';
import { shellTexts } from './shell.texts';

export function Shell() {
  const t = useTexts(shellTexts);
  const navigate = useNavigate();
  const entries = useEntries();
  const [menuOpen, setMenuOpen] = useState(false);
  const [listOpen, setListOpen] = useState(false);
  const main = useRef<HTMLElement>(null);

  useShortcutListener();
  useShortcuts([
    { keys: '?', label: t('shortcuts'), act: () => setListOpen(true) },
    ...entries.map(({ page, key }) => ({
      keys: `g ${key}`,
      label: t('go.to', { page: t(`nav.${page}`) }),
      act: () => void navigate(`/${page}`),
    })),
  ]);
  useFocusOnNewPage(main);
  const mayOpen = useMayOpen(useLocation().pathname);

  return (
    <div className="tz-shell">
      <a className="tz-skip" href="#main">
        {t('skip')}
      </a>
      <header className="tz-bar">
        <Button
          className="tz-menu-button"
          aria-expanded={menuOpen}
          aria-controls="navigation"
          onClick={() => setMenuOpen(!menuOpen)}
        >
          {t('menu')}
        </Button>
        <Brand />
        <BarEnd onShortcuts={() => setListOpen(true)} />
      </header>
      <Navigation open={menuOpen} onChoose={() => setMenuOpen(false)} />
      <main className="tz-main" id="main" tabIndex={-1} ref={main}>
        <Suspense fallback={<Waiting rows={8} />}>
          {mayOpen ? <Outlet /> : <NotPermitted />}
        </Suspense>
      </main>
      <ScrollRestoration />
      {listOpen && (
        <Suspense fallback={null}>
          <ShortcutList onClose={() => setListOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Brand() {
  const t = useTexts(shellTexts);
  return (
    <Link to="/" className="tz-brand" aria-label={t('product.home')}>
      <img src="/icon.svg" alt="" width="24" height="24" />
      <span>{t('product')}</span>
    </Link>
  );
}

function BarEnd({ onShortcuts }: Readonly<{ onShortcuts: () => void }>) {
  const t = useTexts(shellTexts);
  const language = useLanguage();
  const queries = useQueryClient();
  const { name, unitName } = usePrincipal();

  function switchLanguage() {
    changeLanguage(language === 'zh' ? 'en' : 'zh');
    // What was refused is told in the new language.
    void queries.refetchQueries({ predicate: ({ state }) => state.status === 'error' });
  }

  function signOut() {
    // Nothing of what one person saw or wrote stays for the next.
    session.end();
    sessionStorage.clear();
    queries.clear();
  }

  return (
    <div className="tz-bar-end">
      <span className="tz-person">
        {name}
        <small>{unitName}</small>
      </span>
      <Button
        type="text"
        className="tz-shortcut-button"
        aria-label={t('shortcuts')}
        title={t('shortcuts')}
        onClick={onShortcuts}
      >
        ?
      </Button>
      <Button lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={switchLanguage}>
        {t('language.switch')}
      </Button>
      <Button onClick={signOut}>{t('sign-out')}</Button>
    </div>
  );
}

/** Whoever cannot see the page change hears it; pages that take the focus themselves win. */
function useFocusOnNewPage(main: React.RefObject<HTMLElement | null>) {
  const { pathname } = useLocation();
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    if (main.current?.contains(document.activeElement)) return;
    main.current?.focus({ preventScroll: true });
  }, [pathname, main]);
}
