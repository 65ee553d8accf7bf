export { customerLinks, links, linksIn, type CustomerLink } from './links.projection';
export { asOf, difference, Histories, type AsOf, type History, type LinksOf } from './histories';
export { trailOf } from './trail';
