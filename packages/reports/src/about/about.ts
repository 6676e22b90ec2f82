import { attribute, child, element, one, Text } from '@openguard/codec';

export const ApiVersion = element('API-VERSION', {
  major: attribute('MAJOR', Text),
  minor: attribute('MINOR', Text),
});

/** ABOUT: the versions of what answers. */
export const About = element('ABOUT', {
  api: one(ApiVersion),
  web: child('WEB-VERSION', Text),
  scanner: child('SCANNER-VERSION', Text),
  signatures: child('VULNSIGS-VERSION', Text),
});
