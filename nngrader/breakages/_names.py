"""What today's Keras has: names to compare a slip of the pen with. A test asks Keras for each."""

#: By module, without those that begin with an underscore.
PUBLIC: dict[str, tuple[str, ...]] = {
    module: tuple(names.split())
    for module, names in {
        "keras.models": """
            Model Sequential clone_model load_model model_from_json save_model
        """,
        "keras.layers": """
            Activation ActivityRegularization AdaptiveAveragePooling1D AdaptiveAveragePooling2D
            AdaptiveAveragePooling3D AdaptiveMaxPooling1D AdaptiveMaxPooling2D
            AdaptiveMaxPooling3D Add AdditiveAttention AlphaDropout Attention AugMix
            AutoContrast Average AveragePooling1D AveragePooling2D AveragePooling3D AvgPool1D
            AvgPool2D AvgPool3D BatchNormalization Bidirectional CategoryEncoding CenterCrop
            Concatenate ContrastLimitedAdaptiveHistogramEqualization Conv1D Conv1DTranspose
            Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D ConvLSTM3D
            Convolution1D Convolution1DTranspose Convolution2D Convolution2DTranspose
            Convolution3D Convolution3DTranspose Cropping1D Cropping2D Cropping3D CutMix Dense
            DepthwiseConv1D DepthwiseConv2D Discretization Dot Dropout ELU EinsumDense Embedding
            Equalization Flatten FlaxLayer GRU GRUCell GaussianDropout GaussianNoise
            GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D GlobalAvgPool1D
            GlobalAvgPool2D GlobalAvgPool3D GlobalMaxPool1D GlobalMaxPool2D GlobalMaxPool3D
            GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D GroupNormalization
            GroupQueryAttention HashedCrossing Hashing Identity Input InputLayer InputSpec
            IntegerLookup JaxLayer LSTM LSTMCell Lambda Layer LayerNormalization LeakyReLU
            Masking MaxNumBoundingBoxes MaxPool1D MaxPool2D MaxPool3D MaxPooling1D MaxPooling2D
            MaxPooling3D Maximum MelSpectrogram Minimum MixUp MultiHeadAttention Multiply
            Normalization PReLU Permute Pipeline RMSNormalization RNN RandAugment
            RandomBrightness RandomColorDegeneration RandomColorJitter RandomContrast RandomCrop
            RandomElasticTransform RandomErasing RandomFlip RandomGaussianBlur RandomGrayscale
            RandomHue RandomInvert RandomPerspective RandomPosterization RandomRotation
            RandomSaturation RandomSharpness RandomShear RandomTranslation RandomZoom ReLU
            RepeatVector Rescaling Reshape Resizing ReversibleEmbedding STFTSpectrogram
            SeparableConv1D SeparableConv2D SeparableConvolution1D SeparableConvolution2D
            SimpleRNN SimpleRNNCell Softmax Solarization SpatialDropout1D SpatialDropout2D
            SpatialDropout3D SpectralNormalization StackedRNNCells StringLookup Subtract
            TFSMLayer TextVectorization TimeDistributed TorchModuleWrapper UnitNormalization
            UpSampling1D UpSampling2D UpSampling3D Wrapper ZeroPadding1D ZeroPadding2D
            ZeroPadding3D add average concatenate dot maximum minimum multiply subtract
        """,
        "keras.optimizers": """
            Adadelta Adafactor Adagrad Adam AdamW Adamax Ftrl Lamb Lion LossScaleOptimizer
            MultiOptimizer Muon Nadam Optimizer OptimizerMap RMSprop SGD ScheduleFreeAdamW
        """,
        "keras.losses": """
            BinaryCrossentropy BinaryFocalCrossentropy CTC CategoricalCrossentropy
            CategoricalFocalCrossentropy CategoricalGeneralizedCrossEntropy CategoricalHinge
            Circle CosineSimilarity Dice Hinge Huber KLDivergence LogCosh Loss MeanAbsoluteError
            MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError Poisson
            SparseCategoricalCrossentropy SquaredHinge Tversky binary_crossentropy
            binary_focal_crossentropy categorical_crossentropy categorical_focal_crossentropy
            categorical_generalized_cross_entropy categorical_hinge circle cosine_similarity ctc
            dice hinge huber kl_divergence log_cosh mean_absolute_error
            mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error
            poisson sparse_categorical_crossentropy squared_hinge tversky
        """,
        "keras.metrics": """
            AUC Accuracy BinaryAccuracy BinaryCrossentropy BinaryIoU CategoricalAccuracy
            CategoricalCrossentropy CategoricalHinge ConcordanceCorrelation CosineSimilarity
            F1Score FBetaScore FalseNegatives FalsePositives Hinge IoU KLDivergence LogCoshError
            Mean MeanAbsoluteError MeanAbsolutePercentageError MeanIoU MeanMetricWrapper
            MeanSquaredError MeanSquaredLogarithmicError Metric OneHotIoU OneHotMeanIoU
            PearsonCorrelation Poisson Precision PrecisionAtRecall R2Score Recall
            RecallAtPrecision RootMeanSquaredError SensitivityAtSpecificity
            SparseCategoricalAccuracy SparseCategoricalCrossentropy
            SparseTopKCategoricalAccuracy SpecificityAtSensitivity SquaredHinge Sum
            TopKCategoricalAccuracy TrueNegatives TruePositives binary_accuracy
            binary_crossentropy binary_focal_crossentropy categorical_accuracy
            categorical_crossentropy categorical_focal_crossentropy categorical_hinge
            concordance_correlation hinge huber kl_divergence log_cosh mean_absolute_error
            mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error
            pearson_correlation poisson sparse_categorical_accuracy
            sparse_categorical_crossentropy sparse_top_k_categorical_accuracy squared_hinge
            top_k_categorical_accuracy
        """,
        "keras.callbacks": """
            BackupAndRestore CSVLogger Callback CallbackList EarlyStopping History
            LambdaCallback LearningRateScheduler ModelCheckpoint OrbaxCheckpoint ProgbarLogger
            ReduceLROnPlateau RemoteMonitor SwapEMAWeights TensorBoard TerminateOnNaN
        """,
        "keras.activations": """
            celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_swish
            hard_tanh leaky_relu linear log_sigmoid log_softmax mish relu relu6 selu sigmoid
            silu soft_shrink softmax softplus softsign sparse_plus sparse_sigmoid sparsemax
            squareplus swish tanh tanh_shrink threshold
        """,
        "keras.utils": """
            Config CustomObjectScope FeatureSpace Progbar PyDataset Sequence array_to_img
            audio_dataset_from_directory clear_session custom_object_scope
            deserialize_keras_object disable_interactive_logging enable_interactive_logging
            get_custom_objects get_file get_registered_name get_registered_object
            get_source_inputs image_dataset_from_directory img_to_array
            is_interactive_logging_enabled load_img model_to_dot normalize
            pack_x_y_sample_weight pad_sequences plot_model register_keras_serializable save_img
            serialize_keras_object set_random_seed split_dataset standardize_dtype
            text_dataset_from_directory timeseries_dataset_from_array to_categorical
            unpack_x_y_sample_weight
        """,
        "keras.regularizers": """
            L1 L1L2 L2 OrthogonalRegularizer Regularizer l1 l1_l2 l2 orthogonal_regularizer
        """,
        "keras.initializers": """
            Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity IdentityInitializer
            Initializer LecunNormal LecunUniform Ones Orthogonal OrthogonalInitializer
            RandomNormal RandomUniform STFT STFTInitializer TruncatedNormal VarianceScaling
            Zeros constant glorot_normal glorot_uniform he_normal he_uniform identity
            lecun_normal lecun_uniform ones orthogonal random_normal random_uniform stft
            truncated_normal variance_scaling zeros
        """,
        "keras.constraints": """
            Constraint MaxNorm MinMaxNorm NonNeg UnitNorm max_norm min_max_norm non_neg
            unit_norm
        """,
        "keras.datasets": """
            boston_housing california_housing cifar10 cifar100 fashion_mnist imdb mnist reuters
        """,
        "keras": """
            Input Model Sequential activations applications backend callbacks
            config constraints datasets initializers layers losses metrics models ops optimizers
            preprocessing random regularizers utils version
        """,
    }.items()
}

#: Words that stand for one, as in `activation="relu"`.
SPELLED: dict[str, tuple[str, ...]] = {
    what: tuple(names.split())
    for what, names in {
        "activation": """
            celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_swish
            hard_tanh leaky_relu linear log_sigmoid log_softmax mish relu relu6 selu sigmoid
            silu soft_shrink softmax softplus softsign sparse_plus sparse_sigmoid sparsemax
            squareplus swish tanh tanh_shrink threshold
        """,
        "optimizer": """
            adadelta adafactor adagrad adam adamax adamw ftrl lion muon nadam rmsprop
            schedulefreeadamw sgd
        """,
        "loss": """
            BCE BinaryCrossentropy BinaryFocalCrossentropy CTC CategoricalCrossentropy
            CategoricalFocalCrossentropy CategoricalHinge Circle CosineSimilarity Dice Hinge
            Huber KLD KLDivergence LogCosh MAE MAPE MSE MSLE MeanAbsoluteError
            MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError Poisson
            SparseCategoricalCrossentropy SquaredHinge Tversky bce binary_crossentropy
            binary_focal_crossentropy categorical_crossentropy categorical_focal_crossentropy
            categorical_hinge circle cosine_similarity ctc dice hinge huber kl_divergence kld
            log_cosh mae mape mean_absolute_error mean_absolute_percentage_error
            mean_squared_error mean_squared_logarithmic_error mse msle poisson
            sparse_categorical_crossentropy squared_hinge tversky
        """,
        "metric": """
            acc AUC Accuracy BCE BinaryAccuracy BinaryCrossentropy BinaryIoU CategoricalAccuracy
            CategoricalCrossentropy CategoricalHinge ConcordanceCorrelation CosineSimilarity
            F1Score FBetaScore FalseNegatives FalsePositives Hinge IoU KLDivergence LogCoshError
            MAE MAPE MSE MSLE MeanAbsoluteError MeanAbsolutePercentageError MeanIoU
            MeanSquaredError MeanSquaredLogarithmicError OneHotIoU OneHotMeanIoU
            PearsonCorrelation Poisson Precision PrecisionAtRecall R2Score Recall
            RecallAtPrecision RootMeanSquaredError SensitivityAtSpecificity
            SparseCategoricalAccuracy SparseCategoricalCrossentropy
            SparseTopKCategoricalAccuracy SpecificityAtSensitivity SquaredHinge
            TopKCategoricalAccuracy TrueNegatives TruePositives accuracy auc bce binary_accuracy
            binary_crossentropy binary_io_u categorical_accuracy categorical_crossentropy
            categorical_hinge concordance_correlation cosine_similarity f1_score f_beta_score
            false_negatives false_positives hinge io_u kl_divergence log_cosh_error mae mape
            mean_absolute_error mean_absolute_percentage_error mean_io_u mean_squared_error
            mean_squared_logarithmic_error mse msle one_hot_io_u one_hot_mean_io_u
            pearson_correlation poisson precision precision_at_recall r2_score recall
            recall_at_precision root_mean_squared_error sensitivity_at_specificity
            sparse_categorical_accuracy sparse_categorical_crossentropy
            sparse_top_k_categorical_accuracy specificity_at_sensitivity squared_hinge
            top_k_categorical_accuracy true_negatives true_positives
        """,
    }.items()
}

COMMON = ("name", "dtype", "trainable", "input_shape", "input_dim")  #: of every layer

#: Arguments that have a name, by function or class.
ARGUMENTS: dict[str, tuple[str, ...]] = {
    owner: tuple(names.split())
    for owner, names in {
        "Dense": """
            units activation use_bias kernel_initializer bias_initializer kernel_regularizer
            bias_regularizer activity_regularizer kernel_constraint bias_constraint lora_rank
            lora_alpha quantization_config
        """,
        "Conv1D": """
            filters kernel_size strides padding data_format dilation_rate groups activation
            use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer
            activity_regularizer kernel_constraint bias_constraint
        """,
        "Conv2D": """
            filters kernel_size strides padding data_format dilation_rate groups activation
            use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer
            activity_regularizer kernel_constraint bias_constraint
        """,
        "MaxPooling2D": """
            pool_size strides padding data_format name
        """,
        "AveragePooling2D": """
            pool_size strides padding data_format name
        """,
        "Dropout": """
            rate noise_shape seed
        """,
        "Flatten": """
            data_format
        """,
        "Activation": """
            activation
        """,
        "BatchNormalization": """
            axis momentum epsilon center scale beta_initializer gamma_initializer
            moving_mean_initializer moving_variance_initializer beta_regularizer
            gamma_regularizer beta_constraint gamma_constraint renorm renorm_clipping
            renorm_momentum synchronized
        """,
        "LSTM": """
            units activation recurrent_activation use_bias kernel_initializer
            recurrent_initializer bias_initializer unit_forget_bias kernel_regularizer
            recurrent_regularizer bias_regularizer activity_regularizer kernel_constraint
            recurrent_constraint bias_constraint dropout recurrent_dropout seed return_sequences
            return_state go_backwards stateful unroll use_cudnn
        """,
        "GRU": """
            units activation recurrent_activation use_bias kernel_initializer
            recurrent_initializer bias_initializer kernel_regularizer recurrent_regularizer
            bias_regularizer activity_regularizer kernel_constraint recurrent_constraint
            bias_constraint dropout recurrent_dropout seed return_sequences return_state
            go_backwards stateful unroll reset_after use_cudnn
        """,
        "SimpleRNN": """
            units activation use_bias kernel_initializer recurrent_initializer bias_initializer
            kernel_regularizer recurrent_regularizer bias_regularizer activity_regularizer
            kernel_constraint recurrent_constraint bias_constraint dropout recurrent_dropout
            return_sequences return_state go_backwards stateful unroll seed
        """,
        "Embedding": """
            input_dim output_dim embeddings_initializer embeddings_regularizer
            embeddings_constraint mask_zero weights lora_rank lora_alpha quantization_config
        """,
        "ReLU": "max_value negative_slope threshold",
        "LeakyReLU": """
            negative_slope
        """,
        "Reshape": """
            target_shape
        """,
        "Model": "inputs outputs name trainable",
        "optimizer": """
            learning_rate momentum nesterov weight_decay clipnorm clipvalue global_clipnorm
            use_ema ema_momentum ema_overwrite_frequency loss_scale_factor
            gradient_accumulation_steps name beta_1 beta_2 epsilon amsgrad rho centered
            initial_accumulator_value
        """,
        "EarlyStopping": """
            monitor min_delta patience verbose mode baseline restore_best_weights
            start_from_epoch
        """,
        "ModelCheckpoint": """
            filepath monitor verbose save_best_only save_weights_only mode save_freq
            initial_value_threshold
        """,
        "ReduceLROnPlateau": """
            monitor factor patience verbose mode min_delta cooldown min_lr
        """,
        "TensorBoard": """
            log_dir histogram_freq write_graph write_images write_steps_per_second update_freq
            profile_batch embeddings_freq embeddings_metadata
        """,
        "L1": "l1",
        "L2": "l2",
        "L1L2": "l1 l2",
        "RandomNormal": "mean stddev seed",
        "RandomUniform": "minval maxval seed",
        "TruncatedNormal": "mean stddev seed",
        "fit": """
            x y batch_size epochs verbose callbacks validation_split validation_data shuffle
            class_weight sample_weight initial_epoch steps_per_epoch validation_steps
            validation_batch_size validation_freq
        """,
        "compile": """
            optimizer loss loss_weights metrics weighted_metrics run_eagerly steps_per_execution
            jit_compile auto_scale_loss
        """,
        "evaluate": """
            x y batch_size verbose sample_weight steps callbacks return_dict
        """,
        "predict": """
            x batch_size verbose steps callbacks
        """,
        "summary": """
            line_length positions print_fn expand_nested show_trainable layer_range
        """,
        "to_categorical": "x num_classes",
    }.items()
}

#: What a network can be asked for.
METHODS = tuple(
    """
    add build compile count_params evaluate export fit get_config get_layer get_weights
    input_shape inputs layers load_weights loss metrics metrics_names optimizer output_shape
    outputs pop predict predict_on_batch save save_weights set_weights summary
    test_on_batch to_json train_on_batch trainable trainable_weights weights
    """.split()
)
