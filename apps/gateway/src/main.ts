/** The gateway as a process of its own. */
import { readConfig } from '@taizhang/platform/config';
import { runProcess } from '@taizhang/platform/service';
import { Gateway } from './gateway';

await runProcess('gateway', async () => {
  const { host, port, logLevel, trustProxy, oidc, upstreams, portalDir } = readConfig(process.env);
  if (!upstreams) throw new Error('UPSTREAMS is not set: it says where the services are.');
  const gateway = new Gateway({
    ...{ services: upstreams, host, port, logLevel, trustProxy },
    connectTo: oidc ? [new URL(oidc.issuer).origin] : [],
    ...(portalDir && { portalFolder: portalDir }),
  });
  return { url: await gateway.start(), stop: () => gateway.stop() };
});
