// What the build makes a program of; tools/taizhang.mjs runs it.
export { runCli } from './cli';
