export { eventually } from './eventually';
export { projected, recorded, specification } from './specification';
