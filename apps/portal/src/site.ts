/** Which city this portal serves. Another city changes this file and nothing else. */
export const site = {
  name: { zh: '政通', en: 'Zhengtong' },
  city: { zh: '东莞', en: 'Dongguan' },
  hotline: '12345',
  division: '441900000000',
} as const
