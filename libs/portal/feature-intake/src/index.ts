export { ContactListPage } from './contact-list.page';
export { ContactPage } from './contact.page';
export { IntakePage } from './intake.page';
