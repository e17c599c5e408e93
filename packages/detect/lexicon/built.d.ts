/** The built word lists; made by build.ts. */
export declare const built: string;
