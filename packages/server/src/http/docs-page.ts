import type { App } from '../app.ts';
import { docsStyle } from './docs-style.ts';
import { openApiDocument } from './openapi.ts';

type Json = Record<string, unknown>;
interface Operation {
  readonly summary: string;
  readonly description?: string;
  readonly operationId: string;
  readonly tags: string[];
  readonly security?: unknown[];
  readonly parameters?: { name: string; in: string; required: boolean; schema: Json; description?: string }[];
  readonly requestBody?: { content: Record<string, { schema: Json }> };
  readonly responses: Record<string, { description: string; content?: Record<string, { schema: Json }> }>;
}

/** The API's document and a page of it: plain HTML with a style sheet of its own, no script, nothing from outside. */
export function documentPages(app: App): Readonly<Record<string, () => Response>> {
  let json: string | undefined;
  let html: string | undefined;
  const answer = (body: string, type: string) => new Response(body, { headers: { 'content-type': type, 'cache-control': 'no-cache' } });
  return {
    '/api/v1/openapi.json': () => answer((json ??= JSON.stringify(openApiDocument(app.config.publicUrl))), 'application/json'),
    '/api/docs': () => answer((html ??= renderDocs(openApiDocument(app.config.publicUrl))), 'text/html; charset=utf-8'),
    '/api/docs.css': () => answer(docsStyle, 'text/css; charset=utf-8'),
  };
}

/** A page of an OpenAPI document, in the order of its paths, one section for each tag. */
export function renderDocs(document: Json): string {
  const paths = document.paths as Record<string, Record<string, Operation>>;
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const tags = [...new Set(calls.flatMap(({ operation }) => operation.tags))];
  const info = document.info as { title: string; version: string; description: string };
  const sections = tags.map((tag) => {
    const own = calls.filter(({ operation }) => operation.tags.includes(tag));
    return `<section><h2 id="${safe(tag)}">${safe(tag)}</h2>${own.map((one) => renderCall(one.method, one.path, one.operation)).join('')}</section>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(info.title)} API</title><link rel="stylesheet" href="/api/docs.css"></head>
<body><header><h1>${safe(info.title)} API <small>${safe(info.version)}</small></h1>
<p>${safe(info.description)}</p><p>The document itself: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1)</p></header>
<nav aria-label="Parts"><ul>${tags.map((tag) => `<li><a href="#${safe(tag)}">${safe(tag)}</a></li>`).join('')}</ul></nav>
<main>${sections.join('\n')}</main></body></html>`;
}

function renderCall(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(
    (one) =>
      `<tr><td><code>${safe(one.name)}</code></td><td>${one.in}${one.required ? ', required' : ''}</td><td>${typeOf(one.schema)}${one.description ? ` ${safe(one.description)}` : ''}</td></tr>`,
  );
  const bodies = Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => shape(`Body, ${type}`, schema));
  const answers = Object.entries(operation.responses)
    .filter(([status]) => status !== 'default')
    .map(([status, response]) => {
      const [type, content] = Object.entries(response.content ?? {})[0] ?? [];
      return content ? shape(`${status}, ${type}`, content.schema) : `<p>${status}: ${safe(response.description)}</p>`;
    });
  return `<article id="${safe(operation.operationId)}"><h3><span class="method">${method}</span> <code>${safe(path)}</code></h3>
<p>${safe(operation.summary)}${operation.security?.length === 0 ? ' <em>(no sign-in needed)</em>' : ''}</p>
${operation.description ? `<p>${safe(operation.description)}</p>` : ''}
${parameters.length ? `<table><thead><tr><th scope="col">Name</th><th scope="col">Where</th><th scope="col">What</th></tr></thead><tbody>${parameters.join('')}</tbody></table>` : ''}
${bodies.join('')}${answers.join('')}</article>`;
}

function shape(title: string, schema: Json): string {
  return `<details><summary>${safe(title)}</summary><pre><code>${safe(JSON.stringify(schema, null, 2))}</code></pre></details>`;
}

function typeOf(schema: Json): string {
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `<code>${safe(String(value))}</code>`).join(' ');
  const words = [schema.type, schema.format].filter(Boolean).map(String).join(', ');
  const extra = schema.default === undefined ? '' : `, default ${JSON.stringify(schema.default)}`;
  return safe(`${words || 'see the document'}${extra}`);
}

function safe(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
