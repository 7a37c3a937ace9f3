import {
  ActionIcon,
  Button,
  createTheme,
  type CSSVariablesResolver,
  Modal,
  Menu,
  NativeSelect,
  SegmentedControl,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { instanceColours } from './colours.ts';

const sans = [
  'system-ui',
  '-apple-system',
  '"Segoe UI"',
  'Roboto',
  '"PingFang SC"',
  '"Microsoft YaHei UI"',
  '"Microsoft YaHei"',
  '"Noto Sans CJK SC"',
  '"Noto Sans SC"',
  '"Source Han Sans SC"',
  'sans-serif',
].join(', ');
const mono = 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace';

// Hints stand under their field, so that fields side by side stand in line.
const order: ('label' | 'input' | 'error' | 'description')[] = ['label', 'input', 'error', 'description'];
const quick = { transitionProps: { duration: 120 } };

/** Of the element tooltips and menus are drawn in. */
export const floatPlaceId = 'floats';
const floating = { ...quick, portalProps: { target: `#${floatPlaceId}` } };

/** Mantine made calm and dense: 13 px text, small controls, one accent, short motion. */
export const theme = createTheme({
  fontFamily: sans,
  fontFamilyMonospace: mono,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  headings: { fontFamily: sans, fontWeight: '600' },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '6px', md: '8px', lg: '10px', xl: '14px' },
  primaryColor: 'accent',
  primaryShade: 7,
  respectReducedMotion: true,
  colors: {
    accent: [
      '#eef2fd',
      '#dbe3f8',
      '#b3c4ef',
      '#8aa4e7',
      '#678ae0',
      '#517adc',
      '#3f6ad6',
      '#2f5bd0',
      '#284fb8',
      '#1e409b',
    ],
    dark: [
      '#e6e6e9',
      '#b4b4bd',
      '#9b9ba5',
      '#63646c',
      '#3a3b41',
      '#2c2d32',
      '#222327',
      '#1b1c1f',
      '#161719',
      '#101113',
    ],
  },
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Button: Button.extend({ defaultProps: { size: 'xs', variant: 'default' } }),
    Modal: Modal.extend({ defaultProps: { centered: true, ...quick } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', withInitialFocusPlaceholder: false, ...floating } }),
    NativeSelect: NativeSelect.extend({ defaultProps: { size: 'xs', inputWrapperOrder: order } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'xs', transitionDuration: 120 } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'xs', inputWrapperOrder: order } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs', inputWrapperOrder: order } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true, ...floating } }),
  },
});

const numbered = (colours: readonly string[]) =>
  Object.fromEntries(colours.map((colour, index) => [`--instance-${index}`, colour]));

/** The instance colours of each theme as CSS variables. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: numbered(instanceColours.light),
  dark: numbered(instanceColours.dark),
});
