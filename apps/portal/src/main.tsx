import { createQueryClient } from '@taizhang/portal/data-access';
import { PortalProvider } from '@taizhang/portal/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { routes } from './routes';

// After an upgrade an open tab asks for parts that are no longer there: the page is loaded anew, at
// most once a minute. Drafts and the session survive it.
window.addEventListener('vite:preloadError', (event) => {
  const key = 'taizhang.reloaded-at';
  const before = Number(sessionStorage.getItem(key) ?? 0);
  if (Date.now() - before < 60_000) return;
  sessionStorage.setItem(key, String(Date.now()));
  event.preventDefault();
  window.location.reload();
});

const place = document.getElementById('root');
if (!place) throw new Error('The page has no place for the portal');

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <PortalProvider>
        <RouterProvider router={routes} />
      </PortalProvider>
    </QueryClientProvider>
  </StrictMode>,
);
