export { default } from '@openguard/eslint-config';
