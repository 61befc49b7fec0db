import { anonymousActor } from '#kernel/actor.ts'
import type { DatasetRow, Datasets, DatasetView } from '#nets/data/opening/index.ts'
import { html, type Markup, type PageMaker, type PublicPage } from '#nets/service/public-pages/index.ts'

const words = {
  zh: {
    title: '开放数据',
    about: '政府向社会开放的数据：看、下载、用程序取。',
    search: '搜索',
    label: '搜索数据集',
    none: '没有符合的数据集。',
    rows: (count: number) => `${count} 行`,
    next: '下一页',
    preview: '数据预览',
    download: '下载',
    department: '数源部门',
    no: '开放批准号',
    updated: '更新',
    hidden: '这是有条件开放的数据，获准以后才能看到和下载。',
  },
  en: {
    title: 'Open data',
    about: 'Data the government opens to everybody: look, download, take by program.',
    search: 'Search',
    label: 'Search datasets',
    none: 'No such dataset.',
    rows: (count: number) => `${count} rows`,
    next: 'Next page',
    preview: 'Preview',
    download: 'Download',
    department: 'Department',
    no: 'Approval number',
    updated: 'Updated',
    hidden: 'Open on conditions: rows are seen once an application is granted.',
  },
}
type Language = keyof typeof words
const picker = (language: Language) => (zh: string, en?: string) => (language === 'en' && en ? en : zh)

/** The pages of open data as they read without a script. */
export function openDataPages(
  datasets: Datasets,
  realm: string,
): { makers: PageMaker[]; paths: () => Promise<string[]> } {
  const stranger = anonymousActor(realm)
  return {
    makers: [
      [
        /^\/open-data$/,
        async (_match, query, language) => {
          const q = query.get('q')?.slice(0, 100) || undefined
          const cursor = query.get('cursor')?.slice(0, 500) || undefined
          const found = await datasets.list(stranger.realm, {
            ...{ limit: 50, ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) },
          })
          const next = found.next && `/open-data?${new URLSearchParams({ ...(q ? { q } : {}), cursor: found.next })}`
          return listPage(found.items, { q: q ?? '', first: !cursor && !q, ...(next ? { next } : {}) }, language)
        },
      ],
      [
        /^\/open-data\/([0-9a-f]{8}-[0-9a-f-]{27})$/,
        async ([, id], _query, language) => datasetPage(await datasets.get(stranger.realm, id!), language),
      ],
    ],
    paths: async () => [
      '/open-data',
      ...(await datasets.list(realm, { limit: 1000 })).items.map(({ id }) => `/open-data/${id}`),
    ],
  }
}

function listPage(
  rows: DatasetRow[],
  asked: { q: string; first: boolean; next?: string },
  language: Language,
): PublicPage {
  const t = words[language]
  const pick = picker(language)
  const list: Markup =
    rows.length === 0
      ? html`<p>${t.none}</p>`
      : html`<ul class="rows">${rows.map(
          ({ id, about, rows: count }) =>
            html`<li class="hit"><a href="/open-data/${id}">${pick(about.name, about.nameEn)}</a><p>${about.abstract}</p><p class="soft">${about.department} · ${t.rows(count)}</p></li>`,
        )}</ul>`
  return {
    ...{ title: t.title, description: t.about, path: '/open-data', data: {} },
    body: html`<h1>${t.title}</h1><p class="lead">${t.about}</p><form class="search" role="search" action="/open-data"><label class="unseen" for="q">${t.label}</label><input id="q" name="q" type="search" value="${asked.q}" maxlength="100"><button class="btn">${t.search}</button></form>${list}${asked.next ? html`<p><a href="${asked.next}" rel="next">${t.next}</a></p>` : ''}`,
    ...(asked.first ? {} : { hidden: true as const }),
  }
}

function datasetPage(dataset: DatasetView, language: Language): PublicPage {
  const t = words[language]
  const pick = picker(language)
  const { about, fields, preview } = dataset
  const name = pick(about.name, about.nameEn)
  const rows = html`<div style="overflow-x:auto"><table><thead><tr>${fields.map((field) => html`<th scope="col">${pick(field.name, field.nameEn)}</th>`)}</tr></thead><tbody>${preview.map(
    (row) =>
      html`<tr>${fields.map(({ key, codes }) => html`<td>${codes?.[String(row[key])] ?? String(row[key] ?? '')}</td>`)}</tr>`,
  )}</tbody></table></div>`
  return {
    ...{ title: name, description: about.abstract, path: `/open-data/${dataset.id}` },
    body: html`<h1>${name}</h1><p class="lead">${about.abstract}</p><dl><dt>${t.department}</dt><dd>${about.department}</dd><dt>${t.no}</dt><dd>${dataset.no}</dd><dt>${t.updated}</dt><dd>${dataset.updatedAt.slice(0, 10)}</dd></dl><h2>${t.preview}</h2>${preview.length > 0 ? rows : html`<p>${t.hidden}</p>`}<h2>${t.download}</h2><ul>${dataset.formats.map(
      (format) => html`<li><a href="/api/v1/open-data/datasets/${dataset.id}/file?format=${format}">${format}</a></li>`,
    )}</ul>`,
    data: { [`/open-data/datasets/${dataset.id}`]: dataset },
  }
}
