// Nx without a background process, a cloud, a full screen interface or questions.
export const quietNx = {
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NX_NO_CLOUD: 'true',
  NX_ANALYTICS: 'false',
  NX_INTERACTIVE: 'false',
};

/**
 * Computes the project graph and leaves it where the boundary lint rule reads it. Without a graph,
 * or with an old one, that rule says "will be skipped" and passes.
 */
export async function refreshProjectGraph() {
  Object.assign(process.env, quietNx);
  const { createProjectGraphAsync } = await import('@nx/devkit');
  return createProjectGraphAsync({ exitOnError: false });
}
