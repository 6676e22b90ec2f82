/** What is wrong with the description of an estate. `path` leads there, such as `hosts[0].services[2].port`. */
export type EstateFault =
  | { readonly tag: 'Shape'; readonly path: string; readonly expected: string }
  | { readonly tag: 'UnknownKey'; readonly path: string }
  | { readonly tag: 'Duplicate'; readonly path: string; readonly value: string }
  | { readonly tag: 'UnknownCheck'; readonly path: string; readonly id: string }
  | { readonly tag: 'NoService'; readonly path: string; readonly port: number }
  | { readonly tag: 'Period'; readonly path: string };

/** One line that says what is wrong, where, and what to write instead. */
export const describeEstateFault = (fault: EstateFault): string => {
  switch (fault.tag) {
    case 'Shape':
      return `${fault.path} must be ${fault.expected}`;
    case 'UnknownKey':
      return `${fault.path} is not a key that an estate has; is it misspelt?`;
    case 'Duplicate':
      return `${fault.path} repeats ${fault.value}`;
    case 'UnknownCheck':
      return `${fault.path} is "${fault.id}", which is no check of the knowledge base; see its list`;
    case 'NoService':
      return `${fault.path} is ${fault.port}, and the host has no service on that port`;
    case 'Period':
      return `${fault.path} ends before it begins`;
  }
};
