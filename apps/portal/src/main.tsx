import { createQueryClient } from '@taizhang/portal/data-access';
import { PortalProvider } from '@taizhang/portal/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { noticeMissingCode } from './release';
import { routes } from './routes';

noticeMissingCode();

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
