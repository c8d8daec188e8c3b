//! The network's weights, checked against each other, and ready to multiply.

use crate::analysis::NameKind;
use crate::features::Features;
use crate::kernel::Packed;
use crate::labels::{Deprel, Upos};
use crate::lexicon::Lexicon;
use crate::model::{ModelError, ModelFile, wrong};
use crate::quantised::Quantised;

/// One recurrent layer: the recurrent products of both directions.
#[derive(Debug)]
pub(crate) struct Layer {
    /// Product of the layer's input for each direction; the first layer's is that of the word types.
    pub(crate) input: Option<[Quantised; 2]>,
    /// Recurrent product of each direction: `[H, 3H]`.
    pub(crate) recurrent: [Quantised; 2],
    pub(crate) hidden: usize,
}

/// All weights.
#[derive(Debug)]
pub(crate) struct Network {
    pub(crate) lexicon: Lexicon,
    pub(crate) types: Packed,
    /// The first layer's product for both directions: `[in, 6H]`, forward r, z, n, backward r, z, n.
    pub(crate) type_products: Packed,
    pub(crate) layers: Vec<Layer>,
    pub(crate) upos: Quantised,
    pub(crate) feats: Quantised,
    pub(crate) arc_dependent: Quantised,
    pub(crate) arc_head: Quantised,
    pub(crate) arc_root: Vec<f32>,
    pub(crate) arc_bilinear: Packed,
    pub(crate) arc_head_bias: Vec<f32>,
    pub(crate) label_dependent: Quantised,
    pub(crate) label_head: Quantised,
    pub(crate) label_root: Vec<f32>,
    pub(crate) label_out: Packed,
    pub(crate) names_hidden: Quantised,
    pub(crate) names: Packed,
    pub(crate) labels: Labels,
}

/// The labels that scores stand for.
#[derive(Debug)]
pub(crate) struct Labels {
    pub(crate) upos: Vec<Upos>,
    pub(crate) feats: Vec<Features>,
    pub(crate) deprels: Vec<Deprel>,
    pub(crate) names: Vec<NameTag>,
}

/// A tag of the names head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameTag {
    Outside,
    Begin(NameKind),
    Inside(NameKind),
    End(NameKind),
    Single(NameKind),
}

impl NameTag {
    fn read(label: &str) -> Option<Self> {
        let Some((position, kind)) = label.split_once('-') else {
            return (label == "O").then_some(Self::Outside);
        };
        let kind = match kind {
            "OTH" | "NORP" => NameKind::Other,
            other => NameKind::from_label(other)?,
        };
        Some(match position {
            "B" => Self::Begin(kind),
            "I" => Self::Inside(kind),
            "E" => Self::End(kind),
            "S" => Self::Single(kind),
            _ => return None,
        })
    }
}

impl Network {
    pub(crate) fn read(file: &ModelFile) -> Result<Self, ModelError> {
        let lexicon = Lexicon::read(file)?;
        let types = Matrix::linear(file, "type", lexicon.width())?.packed();
        let (first, inputs) = layer(file, 0, types.columns())?;
        let type_products = Matrix::side_by_side(&inputs);
        let mut width = 2 * first.hidden;
        let mut layers = vec![first];
        while file.has(&format!("gru.{}.fwd.w_in", layers.len())) {
            let (mut layer, inputs) = layer(file, layers.len(), width)?;
            layer.input = Some(inputs.map(|input| input.quantised()));
            width = 2 * layer.hidden;
            layers.push(layer);
        }
        let labels = Labels::read(file)?;
        let arc_dependent = Matrix::linear(file, "arc.dep", width)?;
        let arcs = arc_dependent.columns;
        let label_dependent = Matrix::linear(file, "label.dep", width)?;
        let inner = label_dependent.columns;
        let names_hidden = Matrix::linear(file, "names.hidden", width)?;
        Ok(Self {
            upos: Matrix::classes(file, "upos", width, labels.upos.len())?.quantised(),
            feats: Matrix::classes(file, "feats", width, labels.feats.len())?.quantised(),
            arc_head: Matrix::classes(file, "arc.head", width, arcs)?.quantised(),
            arc_root: file.vector("arc.root", arcs)?,
            arc_bilinear: Matrix::without_bias(file, "arc.u_bilinear", arcs, arcs)?.packed(),
            arc_head_bias: file.vector("arc.u_head", arcs)?,
            label_head: Matrix::without_bias(file, "label.head.w", width, inner)?.quantised(),
            label_root: file.vector("label.root", inner)?,
            label_out: Matrix::classes(file, "label.out", inner, labels.deprels.len())?.packed(),
            names: Matrix::classes(file, "names", names_hidden.columns, labels.names.len())?.packed(),
            names_hidden: names_hidden.quantised(),
            lexicon,
            types,
            type_products: type_products.packed(),
            layers,
            arc_dependent: arc_dependent.quantised(),
            label_dependent: label_dependent.quantised(),
            labels,
        })
    }
}

/// A matrix of the file with its bias.
struct Matrix {
    weights: Vec<f32>,
    inner: usize,
    columns: usize,
    bias: Option<Vec<f32>>,
}

impl Matrix {
    /// `name.w` and `name.b`.
    fn linear(file: &ModelFile, name: &str, inner: usize) -> Result<Self, ModelError> {
        let (weights, columns) = file.matrix(&format!("{name}.w"), inner)?;
        let bias = Some(file.vector(&format!("{name}.b"), columns)?);
        Ok(Self {
            weights,
            inner,
            columns,
            bias,
        })
    }

    /// The same with a known number of columns.
    fn classes(file: &ModelFile, name: &str, inner: usize, count: usize) -> Result<Self, ModelError> {
        Self::linear(file, name, inner)?.with_columns(name, count)
    }

    fn without_bias(file: &ModelFile, name: &str, inner: usize, count: usize) -> Result<Self, ModelError> {
        let (weights, columns) = file.matrix(name, inner)?;
        let matrix = Self {
            weights,
            inner,
            columns,
            bias: None,
        };
        matrix.with_columns(name, count)
    }

    fn with_columns(self, name: &str, count: usize) -> Result<Self, ModelError> {
        if self.columns == count {
            return Ok(self);
        }
        let problem = format!("has {} columns instead of {count}", self.columns);
        Err(wrong(name, problem))
    }

    /// Two matrices with a bias of the same size as one.
    fn side_by_side([one, other]: &[Self; 2]) -> Self {
        let rows = one.weights.chunks_exact(one.columns);
        let rows = rows.zip(other.weights.chunks_exact(other.columns));
        let biases = [one, other].map(|matrix| matrix.bias.as_deref().unwrap_or_default());
        Self {
            weights: rows.flat_map(|(one, other)| [one, other].concat()).collect(),
            inner: one.inner,
            columns: one.columns + other.columns,
            bias: Some(biases.concat()),
        }
    }

    fn packed(&self) -> Packed {
        Packed::new(&self.weights, self.inner, self.columns, self.bias.as_deref())
    }

    /// In eight bits, for products of the encoder's states.
    fn quantised(&self) -> Quantised {
        Quantised::new(&self.weights, self.inner, self.columns, self.bias.as_deref())
    }
}

/// A layer without its input's products, and those.
fn layer(file: &ModelFile, number: usize, width: usize) -> Result<(Layer, [Matrix; 2]), ModelError> {
    let mut inputs = Vec::new();
    let mut recurrent = Vec::new();
    let mut hidden = 0;
    for direction in ["fwd", "bwd"] {
        let name = |part: &str| format!("gru.{number}.{direction}.{part}");
        let (weights, columns) = file.matrix(&name("w_in"), width)?;
        if columns % 12 != 0 || (hidden != 0 && columns != 3 * hidden) {
            return Err(wrong(&name("w_in"), format!("has {columns} columns")));
        }
        hidden = columns / 3;
        inputs.push(Matrix {
            weights,
            inner: width,
            columns,
            bias: Some(file.vector(&name("b_in"), columns)?),
        });
        let (weights, found) = file.matrix(&name("w_rec"), hidden)?;
        if found != columns {
            let problem = format!("has {found} columns instead of {columns}");
            return Err(wrong(&name("w_rec"), problem));
        }
        let product = Matrix {
            weights,
            inner: hidden,
            columns,
            bias: Some(file.vector(&name("b_rec"), columns)?),
        };
        recurrent.push(product.quantised());
    }
    let one_missing = || wrong(&format!("gru.{number}"), "lacks a direction");
    let layer = Layer {
        input: None,
        recurrent: recurrent.try_into().map_err(|_| one_missing())?,
        hidden,
    };
    Ok((layer, inputs.try_into().map_err(|_| one_missing())?))
}

impl Labels {
    fn read(file: &ModelFile) -> Result<Self, ModelError> {
        let header = &file.header;
        let unknown = |table, label: &String| ModelError::Label {
            table,
            label: label.clone(),
        };
        let labels = Self {
            upos: header
                .upos
                .iter()
                .map(|label| label.parse().map_err(|_| unknown("parts of speech", label)))
                .collect::<Result<_, _>>()?,
            feats: header
                .feats
                .iter()
                .map(|text| text.parse().unwrap_or_default())
                .collect(),
            deprels: header
                .deprels
                .iter()
                .map(|label| label.parse().map_err(|_| unknown("relations", label)))
                .collect::<Result<_, _>>()?,
            names: header
                .names
                .iter()
                .map(|label| NameTag::read(label).ok_or_else(|| unknown("name tags", label)))
                .collect::<Result<_, _>>()?,
        };
        for (table, empty) in [
            ("upos", labels.upos.is_empty()),
            ("feats", labels.feats.is_empty()),
            (
                "deprels",
                labels.deprels.iter().all(|&label| label == Deprel::Root),
            ),
            ("names", !labels.names.contains(&NameTag::Outside)),
        ] {
            if empty {
                return Err(wrong(table, "lacks a label that is needed"));
            }
        }
        Ok(labels)
    }
}
