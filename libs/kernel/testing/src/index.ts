export { projected, recorded, specification } from './specification';
