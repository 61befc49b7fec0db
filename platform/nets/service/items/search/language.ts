/** What search must know of Chinese. Loading the dictionary takes 100 ms and 30 MB: load once, when first asked. */
export type Language = {
  /** The words of a run of Han characters, longer ones also in their parts: 食品经营许可 → 食品 经营 许可. */
  words: (han: string) => string[]
  /** One syllable without tone for each character of the text, the character itself where there is none. */
  syllables: (text: string) => string[]
}

/** A language that loads on first use and stays. */
export function lazyLanguage(): () => Promise<Language> {
  let loading: Promise<Language> | undefined
  return () => {
    loading ??= loadLanguage()
    return loading
  }
}

async function loadLanguage(): Promise<Language> {
  const [{ Jieba }, { dict }, { pinyin }] = await Promise.all([
    import('@node-rs/jieba'),
    import('@node-rs/jieba/dict.js'),
    import('pinyin-pro'),
  ])
  const jieba = Jieba.withDict(dict)
  return {
    words: (han) => jieba.cutForSearch(han, true),
    syllables: (text) => pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'spaced' }),
  }
}
