/**
 * Instance colours after Okabe and Ito (2008), "Color Universal Design": their hues, with lightness moved per theme so
 * that each stands out from the surface (WCAG 2.2, 1.4.11: 3:1) and from every other under red and green blindness.
 */
export const instanceColours = {
  light: ['#5b5b67', '#df6a00', '#1e7fc9', '#099f76', '#58450e', '#015c8f', '#b84c12', '#c4649c'],
  dark: ['#c9c9d1', '#e69f00', '#56b4e9', '#009e73', '#f0e442', '#2c83c4', '#e06010', '#cc79a7'],
} as const;

/** The surfaces that the colours are drawn on. */
export const surfaces = { light: '#ffffff', dark: '#1b1c1f' } as const;

/** An instance's colour in the theme in use, for styles and charts. */
export function instanceColour(index: number): string {
  return `var(--instance-${index})`;
}
