/**
 * Which pages are meant, as browsers write it for extensions: "https://crm.voorbeeld.nl/*" is every page of one address, "https://*.voorbeeld.nl/*" also of
 * every name before it. A path is always there, if only "/".
 */
export const pagePattern = /^(\*|https?):\/\/(\*|(\*\.)?[^/*\s]+)\/\S*$/;
