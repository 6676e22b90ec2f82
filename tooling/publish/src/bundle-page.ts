import { rolldown } from 'rolldown';

/** A page's program, and what it still imports: nothing, when it can run in a browser. */
export interface PageProgram {
  readonly code: string;
  readonly imports: readonly string[];
  /** What the bundler had to say, such as that a module of Node's is missing. */
  readonly warnings: readonly string[];
}

/** Bundles a program for browsers. Packages are found from where it lies. */
export const bundlePage = async (file: string): Promise<PageProgram> => {
  const warnings: string[] = [];
  const bundle = await rolldown({
    input: file,
    platform: 'browser',
    tsconfig: false,
    onLog: (_, { message }) => void warnings.push(message),
  });
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
  await bundle.close();
  const [{ code, imports, dynamicImports }] = output;
  return { code, imports: [...imports, ...dynamicImports], warnings };
};
