// eslint-disable-next-line @nx/enforce-module-boundaries -- the version of the whole.
import packageFile from '../../../../package.json' with { type: 'json' };

/** Of the whole and of its contracts, as `package.json` has it when it is built. */
export const { version } = packageFile;
