/** Where the house and its map disagree, or a wall has a hole. */
export type HouseFault =
  | { readonly tag: 'NotOnMap'; readonly folder: string }
  | { readonly tag: 'NotThere'; readonly folder: string }
  | { readonly tag: 'AlreadyThere'; readonly folder: string }
  | { readonly tag: 'TwiceOnMap'; readonly folder: string }
  | { readonly tag: 'UnknownRoom'; readonly folder: string; readonly allowed: string }
  | { readonly tag: 'NotLower'; readonly folder: string; readonly other: string }
  | { readonly tag: 'NotAllowed'; readonly folder: string; readonly other: string }
  | { readonly tag: 'NotDeclared'; readonly path: string; readonly other: string }
  | { readonly tag: 'ThroughTheWall'; readonly path: string; readonly specifier: string };

/** One line for each fault. */
export const describeHouseFault = (fault: HouseFault): string => {
  switch (fault.tag) {
    case 'NotOnMap':
      return `${fault.folder} is not on the map in packages/README.md`;
    case 'NotThere':
      return `${fault.folder} is on the map and does not exist; mark it as planned or remove it`;
    case 'AlreadyThere':
      return `${fault.folder} exists and is still marked as planned`;
    case 'TwiceOnMap':
      return `${fault.folder} is on the map more than once`;
    case 'UnknownRoom':
      return `${fault.folder} may import ${fault.allowed}, which is not on the map`;
    case 'NotLower':
      return `${fault.folder} imports ${fault.other}, which does not lie in a lower layer`;
    case 'NotAllowed':
      return `${fault.folder} depends on ${fault.other}, which the map does not allow`;
    case 'NotDeclared':
      return `${fault.path} imports ${fault.other}, which its package.json does not declare`;
    case 'ThroughTheWall':
      return `${fault.path} imports ${fault.specifier}, a file of another package; import the package`;
  }
};
