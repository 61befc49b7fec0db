import { readFile } from 'node:fs/promises'

/** What people say, and the alternatives of official words that it may mean; each alternative is words that go together. */
export type EverydayWord = { said: string; means: string[][] }

/** Reads the table of everyday words, longest first, so that 开饭馆 is found before 饭馆. */
export async function loadEverydayWords(
  file: URL = new URL('./everyday-words.tsv', import.meta.url),
): Promise<EverydayWord[]> {
  const words: EverydayWord[] = []
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    const [said, means] = line.trim().split('\t')
    if (!said || !means || said.startsWith('#')) continue
    words.push({ said, means: means.split('|').map((alternative) => alternative.trim().split(/\s+/)) })
  }
  return words.sort((a, b) => b.said.length - a.said.length)
}
